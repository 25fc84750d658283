namespace Vigil.Tests.Versions.Ranges;

public sealed class GemRequirementTests
{
    [Theory]
    [InlineData("~> 1.4.2", "1.4.9", true)]
    [InlineData("~> 1.4.2", "1.5", false)]
    [InlineData("~> 1.4", "1.9", true)]
    [InlineData("~> 1", "2.0", false)]
    [InlineData("~> 1.0.0", "1.1.pre", false)]
    [InlineData("~> 5.a", "5.0.0.rc2", true)]
    [InlineData("~> 9", "9.5", true)]
    [InlineData("~> 1.9.1", "1.10", false)]
    public void Pessimistic_operator_keeps_all_but_the_last_number(string text, string version, bool isSatisfied) => Satisfaction.Check("gem-requirement", text, version, isSatisfied);

    [Theory]
    [InlineData(">= 1.0, != 1.2", "1.3", true)]
    [InlineData(">= 1.0, != 1.2", "1.2.0", false)]
    [InlineData("> 1 < 2", "1.5", true)]
    [InlineData("< 1 || = 2", "2.0", true)]
    [InlineData("", "0", true)]
    public void Every_clause_must_hold(string text, string version, bool isSatisfied) => Satisfaction.Check("gem-requirement", text, version, isSatisfied);

    [Theory]
    [InlineData(">= 0", "beta", false)]
    public void Malformed_version_satisfies_nothing(string text, string version, bool isSatisfied) => Satisfaction.Check("gem-requirement", text, version, isSatisfied);

    [Theory]
    [InlineData(">>1")]
    [InlineData("~>")]
    [InlineData("junk")]
    [InlineData("1.0-")]
    [InlineData("== !=")]
    public void Broken_text_is_refused(string text) => Satisfaction.IsRefused("gem-requirement", text);
}
