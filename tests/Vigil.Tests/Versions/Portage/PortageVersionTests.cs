using Vigil.Domain.Versions.Portage;

namespace Vigil.Tests.Versions.Portage;

public sealed class PortageVersionTests
{
    private static readonly PortageVersion Scheme = new();

    [Fact]
    public void Order_is_that_of_the_package_manager_specification() => Ordered.Ascending(
        Scheme,
        "none", "12_alpha", "12_alpha1", "12_beta", "12_pre", "12_rc_alpha", "12_rc", "12_rc1", "12", "12-r1");

    [Fact]
    public void Numbers_with_a_leading_zero_are_fractions() => Ordered.Ascending(Scheme, "1.0", "1.00001", "1.01", "1.1", "1.2", "1.10");

    [Fact]
    public void More_numbers_sort_later_and_letters_after_numbers() => Ordered.Ascending(
        Scheme, "12.2_p", "12.2_p1", "12.2_p1-r1", "12.2a", "12.2b", "12.2.0", "12.2.5", "12.10");

    [Theory]
    [InlineData("1.2", "1.2-r0")]
    [InlineData("1.0100", "1.01")]
    [InlineData("1_p", "1_p0")]
    public void Spellings_of_one_version_are_equal(string first, string second) => Assert.Equal(0, Scheme.Compare(first, second));

    [Theory]
    [InlineData("1.2b_alpha1_p3-r4", true)]
    [InlineData("1.2_foo", false)]
    [InlineData("1.2bc", false)]
    [InlineData("1.2-r", false)]
    [InlineData("v1.2", false)]
    [InlineData("", false)]
    public void Validity_is_that_of_the_specification(string version, bool valid) => Assert.Equal(valid, Scheme.IsValid(version));
}
