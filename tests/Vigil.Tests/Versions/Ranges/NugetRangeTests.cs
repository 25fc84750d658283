namespace Vigil.Tests.Versions.Ranges;

public sealed class NugetRangeTests
{
    [Theory]
    [InlineData("1.0", "2.5", true)]
    [InlineData("1.0", "1.0-beta", false)]
    [InlineData("1.*", "0.9", false)]
    [InlineData("1.0.0-beta.*", "1.0.0-beta.1", true)]
    [InlineData("1.0.0-*", "1.0.0-alpha", true)]
    public void Version_alone_is_a_minimum(string text, string version, bool isSatisfied) => Satisfaction.Check("nuget", text, version, isSatisfied);

    [Theory]
    [InlineData("[1.0]", "1.0.0.0", true)]
    [InlineData("(1.0,2.0]", "1.0", false)]
    [InlineData("(1.0,2.0]", "2.0.0", true)]
    [InlineData("(,2.0)", "1.9", true)]
    [InlineData("[1.0,)", "x", false)]
    public void Brackets_include_and_parentheses_exclude(string text, string version, bool isSatisfied) => Satisfaction.Check("nuget", text, version, isSatisfied);

    [Theory]
    [InlineData("")]
    [InlineData("(1.0)")]
    [InlineData("[1.0)")]
    [InlineData("(,)")]
    [InlineData("[2.0,1.0]")]
    [InlineData("(1.0,1.0]")]
    [InlineData("[1,2,3]")]
    [InlineData("[1.0,2.0],[3.0,)")]
    [InlineData("foo")]
    public void Broken_text_is_refused(string text) => Satisfaction.IsRefused("nuget", text);
}
