namespace Vigil.Tests.Versions.Ranges;

public sealed class CargoRequirementTests
{
    [Theory]
    [InlineData("1.2.3", "1.9.0", true)]
    [InlineData("1.2.3", "2.0.0", false)]
    [InlineData("0.2.3", "0.3.0", false)]
    [InlineData("0", "0.9.9", true)]
    public void Version_alone_has_a_caret(string text, string version, bool isSatisfied) => Satisfaction.Check("cargo-req", text, version, isSatisfied);

    [Theory]
    [InlineData(">=1.2, <1.5", "1.4.9", true)]
    [InlineData(">=1.2, <1.5", "1.5.0", false)]
    [InlineData(">1", "1.9.9", false)]
    [InlineData(">1", "2.0.0", true)]
    [InlineData("=1.2", "1.2.7", true)]
    [InlineData("~1.2", "1.3.0", false)]
    public void Every_comparator_must_hold(string text, string version, bool isSatisfied) => Satisfaction.Check("cargo-req", text, version, isSatisfied);

    [Theory]
    [InlineData("1.*", "1.9.9", true)]
    [InlineData("1.2.*", "1.3.0", false)]
    [InlineData("*", "0.0.1", true)]
    public void Wildcards_stand_for_any_number(string text, string version, bool isSatisfied) => Satisfaction.Check("cargo-req", text, version, isSatisfied);

    [Theory]
    [InlineData(">=1.0.0-a", "1.0.0-b", true)]
    [InlineData(">=1.0.0-a", "1.0.1-b", false)]
    [InlineData("*", "1.0.0-a", false)]
    public void Prerelease_needs_a_comparator_of_its_own_version(string text, string version, bool isSatisfied) => Satisfaction.Check("cargo-req", text, version, isSatisfied);

    [Theory]
    [InlineData("")]
    [InlineData("1,")]
    [InlineData("*, 1")]
    [InlineData("==1")]
    [InlineData("1.x.2")]
    [InlineData("1.2.3.4")]
    [InlineData("01.2")]
    [InlineData("v1.2")]
    [InlineData("1.2 2.0")]
    public void Broken_text_is_refused(string text) => Satisfaction.IsRefused("cargo-req", text);
}
