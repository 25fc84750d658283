namespace Vigil.Tests.Versions.Ranges;

public sealed class ComposerConstraintTests
{
    [Theory]
    [InlineData("^1.2.3", "1.9.0", true)]
    [InlineData("^1.2.3", "2.0.0-beta1", false)]
    [InlineData("^0.2", "0.3.0", false)]
    [InlineData("~1.2", "1.9", true)]
    [InlineData("~1.2.3", "1.3", false)]
    [InlineData("~1.2", "1.2.0-dev", true)]
    [InlineData("1.2.*", "1.2.9", true)]
    [InlineData("1.2.*", "1.3.0-alpha1", false)]
    [InlineData("1.0 - 2.0", "2.0.9", true)]
    [InlineData("1.0 - 2.0.0", "2.0.1", false)]
    [InlineData("*", "3.0", true)]
    public void Shorthands_mean_what_the_table_says(string text, string version, bool isSatisfied) => Satisfaction.Check("composer", text, version, isSatisfied);

    [Theory]
    [InlineData(">=1.0", "1.0-beta1", true)]
    [InlineData(">=1.0@beta", "1.0-alpha1", false)]
    [InlineData("<2.0", "2.0-dev", false)]
    [InlineData(">1.0", "1.0-p1", true)]
    public void Bound_without_stability_includes_development_versions(string text, string version, bool isSatisfied) => Satisfaction.Check("composer", text, version, isSatisfied);

    [Theory]
    [InlineData(">=1.0 <1.1 || >=1.2", "1.1.5", false)]
    [InlineData(">=1.0,<1.1|>=1.2", "1.3", true)]
    [InlineData(">= 1.0, != 1.0.3", "1.0.3", false)]
    public void Commas_and_blanks_are_and_bars_are_or(string text, string version, bool isSatisfied) => Satisfaction.Check("composer", text, version, isSatisfied);

    [Theory]
    [InlineData(">=1.0", "dev-main", false)]
    [InlineData("dev-main as 1.0", "dev-main", true)]
    [InlineData("!=1.0", "dev-main", true)]
    [InlineData("*", "dev-main", true)]
    public void Named_branch_has_no_order(string text, string version, bool isSatisfied) => Satisfaction.Check("composer", text, version, isSatisfied);

    [Theory]
    [InlineData("~>1.2")]
    [InlineData("^foo")]
    [InlineData("1.0 ||")]
    [InlineData("=>1")]
    public void Broken_text_is_refused(string text) => Satisfaction.IsRefused("composer", text);
}
