using Vigil.Domain.Versions.Npm;

namespace Vigil.Tests.Versions.Npm;

public sealed class NpmVersionTests
{
    private static readonly NpmVersion Scheme = new();

    [Theory]
    [InlineData("1.2.3-beta", "= v1.2.3beta")]
    [InlineData("1.2.3", "\tv1.2.3+build ")]
    [InlineData("1.2.3", "01.02.03")]
    public void Loose_spellings_are_equal(string first, string second) => Assert.Equal(0, Scheme.Compare(first, second));

    [Theory]
    [InlineData("= v1.2.3beta", true)]
    [InlineData("9007199254740991.0.0", true)]
    [InlineData("9007199254740992.0.0", false)]
    [InlineData("1.2", false)]
    [InlineData("1.2.3.4", false)]
    [InlineData("1.2.3.beta", false)]
    [InlineData("latest", false)]
    public void Validity_is_that_of_loose_parsing(string version, bool valid) => Assert.Equal(valid, Scheme.IsValid(version));
}
