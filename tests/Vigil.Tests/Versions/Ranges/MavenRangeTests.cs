using Vigil.Domain.Versions.Maven;
using Vigil.Domain.Versions.Ranges;

namespace Vigil.Tests.Versions.Ranges;

public sealed class MavenRangeTests
{
    [Theory]
    [InlineData("[1.0,2.0)", "1.0.0", true)]
    [InlineData("[1.0,2.0)", "2", false)]
    [InlineData("[1.0,2.0)", "2-rc1", true)]
    [InlineData("(,1.0],[1.2,)", "1.1", false)]
    [InlineData("(,1.0],[1.2,)", "1.2", true)]
    [InlineData("[1.0]", "1", true)]
    [InlineData("[1.0]", "1.1", false)]
    [InlineData("1.0", "9", true)]
    [InlineData("> 1.0 < 1.2", "1.1", true)]
    public void Brackets_include_and_parentheses_exclude(string text, string version, bool isSatisfied)
    {
        Assert.True(new MavenRangeSyntax().TryParse(text, out var range));

        Assert.Equal(isSatisfied, range.IsSatisfiedBy(new MavenVersion(), version));
    }

    [Theory]
    [InlineData("[1.0,1.1,1.2]")]
    [InlineData("[1.0")]
    [InlineData("1.0)")]
    [InlineData("[]")]
    [InlineData("")]
    public void Broken_text_is_refused(string text) => Satisfaction.IsRefused("maven-range", text);
}
