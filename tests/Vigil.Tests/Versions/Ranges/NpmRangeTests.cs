using Vigil.Domain.Versions.Ranges;

namespace Vigil.Tests.Versions.Ranges;

public sealed class NpmRangeTests
{
    [Theory]
    [InlineData("^1.2.3", "1.9.0", true)]
    [InlineData("^1.2.3", "2.0.0", false)]
    [InlineData("^0.2.3", "0.3.0", false)]
    [InlineData("^0.0.3", "0.0.4", false)]
    [InlineData("~1.2.3", "1.2.9", true)]
    [InlineData("~1.2", "1.3.0", false)]
    [InlineData("~>1", "1.9.9", true)]
    [InlineData("1.x", "1.5.0", true)]
    [InlineData(">1", "1.9.0", false)]
    [InlineData("<=1.2", "1.2.9", true)]
    [InlineData("<x", "0.0.0", false)]
    [InlineData("", "1.0.0", true)]
    public void Shorthands_mean_what_the_table_says(string text, string version, bool isSatisfied) => Satisfaction.Check("npm-range", text, version, isSatisfied);

    [Theory]
    [InlineData("1.2 - 2", "2.9.9", true)]
    [InlineData("1.2.3 - 2.3.4", "2.3.5", false)]
    [InlineData("1.2 - 2", "1.1.9", false)]
    public void Hyphen_range_includes_what_its_end_stands_for(string text, string version, bool isSatisfied) => Satisfaction.Check("npm-range", text, version, isSatisfied);

    [Theory]
    [InlineData(">=1.2.3-rc.1", "1.2.3-rc.2", true)]
    [InlineData(">=1.2.3-rc.1", "1.2.4-rc.2", false)]
    [InlineData("^1.2.3", "1.3.0-a", false)]
    [InlineData("*", "1.0.0-a", false)]
    public void Prerelease_needs_a_comparator_of_its_own_version(string text, string version, bool isSatisfied) => Satisfaction.Check("npm-range", text, version, isSatisfied);

    [Theory]
    [InlineData("*", "v1.2.3", true)]
    [InlineData("*", "01.2.3", false)]
    [InlineData("*", "1.2", false)]
    [InlineData("1.2.3", "1.2.3+build", true)]
    public void Only_strict_versions_satisfy(string text, string version, bool isSatisfied) => Satisfaction.Check("npm-range", text, version, isSatisfied);

    [Theory]
    [InlineData("1.x.5")]
    [InlineData(">")]
    [InlineData("=>1.2.3")]
    [InlineData("==1.2.3")]
    [InlineData("1.2.3beta")]
    [InlineData("01.2.3")]
    [InlineData("foo")]
    [InlineData("1.2.3.4")]
    [InlineData("^9007199254740991.0.0")]
    [InlineData("1.2.3+")]
    public void Broken_text_is_refused(string text) => Satisfaction.IsRefused("npm-range", text);

    [Theory]
    [InlineData("^1.0.0", "1.1.0-rc.1", ConstraintOptions.IncludePrerelease, true)]
    [InlineData("1 - 2", "1.0.0-rc.1", ConstraintOptions.IncludePrerelease, true)]
    [InlineData("1 - 2", "3.0.0-rc.1", ConstraintOptions.IncludePrerelease, false)]
    [InlineData("~1.2.3beta", "=v1.2.3rc", ConstraintOptions.Loose, true)]
    [InlineData("foo 1.2.3 || bar", "1.2.3", ConstraintOptions.Loose, true)]
    public void Options_loosen_the_rules(string text, string version, ConstraintOptions options, bool isSatisfied) =>
        Satisfaction.Check("npm-range", text, version, isSatisfied, options);

    [Theory]
    [InlineData("^1.2.x || 2.0.0 - 3", ">=1.2.0 <2.0.0-0||>=2.0.0 <4.0.0-0")]
    [InlineData("= 1.2.3", "1.2.3")]
    [InlineData("", "*")]
    public void Range_prints_its_comparators(string text, string printed)
    {
        Assert.True(Satisfaction.Parse("npm-range", text, ConstraintOptions.None, out var range));

        Assert.Equal(printed, range!.ToString());
    }
}
