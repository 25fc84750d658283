using FsCheck.Xunit;
using Vigil.Server.Sources;

namespace Vigil.Tests.Server.Sources;

public sealed class GlobTests
{
    [Theory]
    [InlineData("team/app", "team/app", true)]
    [InlineData("team/*", "team/app", true)]
    [InlineData("team/*", "team/app/web", false)]
    [InlineData("team/**", "team/app/web", true)]
    [InlineData("**/web", "team/app/web", true)]
    [InlineData("*", "", true)]
    [InlineData("", "", true)]
    [InlineData("", "a", false)]
    [InlineData("v?.?", "v1.2", true)]
    [InlineData("v?.?", "v1.22", false)]
    [InlineData("a?c", "a/c", false)]
    [InlineData("*-dev", "1.0-dev", true)]
    [InlineData("*-dev", "1.0-dev2", false)]
    [InlineData("*a*b*c*", "xxaxxbxxcxx", true)]
    public void Names_fit_patterns(string pattern, string name, bool fits) => Assert.Equal(fits, Glob.Fits(pattern, name));

    [Fact]
    public void Long_patterns_of_stars_end() => Assert.False(Glob.Fits(string.Concat(Enumerable.Repeat("*a", 500)), new string('a', 400) + "b"));

    [Fact]
    public void What_is_excluded_is_not_included()
    {
        Assert.True(Glob.Admits([], [], "a"));
        Assert.True(Glob.Admits(["a*"], ["*b"], "ac"));
        Assert.False(Glob.Admits(["a*"], ["*b"], "ab"));
        Assert.False(Glob.Admits(["a*"], [], "b"));
    }

    [Property]
    public bool Every_name_fits_itself(string name) => name is null || name.AsSpan().ContainsAny('*', '?') || Glob.Fits(name, name);
}
