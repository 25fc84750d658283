using Vigil.Domain.Versions.Nuget;

namespace Vigil.Tests.Versions.Nuget;

public sealed class NugetVersionTests
{
    private static readonly NugetVersion Scheme = new();

    [Fact]
    public void Fourth_number_counts() => Ordered.Ascending(Scheme, "1.0.0-alpha", "1.0.0-BETA", "1.0.0-beta.2", "1.0.0", "1.0.0.1-a", "1.0.0.1", "1.0.1");

    [Theory]
    [InlineData("1.0.0-RC.1", "1.0.0-rc.1+meta")]
    [InlineData("1", "1.0.0.0")]
    [InlineData("1.01", "1.1")]
    public void Case_builds_and_missing_numbers_do_not_count(string first, string second) => Assert.Equal(0, Scheme.Compare(first, second));

    [Theory]
    [InlineData(" 1.0.0.0-a+b ", true)]
    [InlineData("1", true)]
    [InlineData("1.2.3.4.5", false)]
    [InlineData("2147483648.0", false)]
    [InlineData("1.0.0-", false)]
    [InlineData("1.0.0beta", false)]
    [InlineData("v1.0.0", false)]
    public void Validity_is_that_of_nuget(string version, bool valid) => Assert.Equal(valid, Scheme.IsValid(version));
}
