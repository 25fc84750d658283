using Vigil.Domain.Versions.Rpm;

namespace Vigil.Tests.Versions.Rpm;

public sealed class RpmNevraTests
{
    private static readonly RpmNevra Scheme = new();

    [Fact]
    public void Names_come_first_then_versions_then_architectures() => Ordered.Ascending(
        Scheme, "1-1", "1-1.x86_64", "1:1-1", "a-1-1", "a-1-1.aarch64", "a-1-1.noarch", "a-1-2", "a-1:1-1", "b-c-1-1");

    [Theory]
    [InlineData("a-b-0:1-1.noarch", "a-b-1-1.noarch")]
    [InlineData("1:a-1-1.src", "a-1:1-1.src")]
    public void Spellings_of_one_name_are_equal(string first, string second) => Assert.Equal(0, Scheme.Compare(first, second));

    [Theory]
    [InlineData("a-1:2-3.el9.x86_64", true)]
    [InlineData("2-3", true)]
    [InlineData("2", false)]
    [InlineData("a-2-", false)]
    public void Validity_needs_version_and_release(string version, bool valid) => Assert.Equal(valid, Scheme.IsValid(version));
}
