using Vigil.Domain.Versions.Conan;

namespace Vigil.Tests.Versions.Conan;

public sealed class ConanVersionTests
{
    private static readonly ConanVersion Scheme = new();

    [Theory]
    [InlineData("1.1-alpha", "<", "1.1")]
    [InlineData("1.1", "<", "1.1+b1")]
    [InlineData("1.1-a", "<", "1.1-a+1")]
    [InlineData("1.1+b.3", "<", "1.1+b.22")]
    [InlineData("1.0-", "<", "1.0-a")]
    public void Prerelease_comes_before_and_build_after(string left, string order, string right) => Orders.Check(Scheme, left, order, right);

    [Theory]
    [InlineData("1", "=", "1.0.0")]
    [InlineData("1.0-pre.0", "=", "1-pre")]
    [InlineData("1.0.1", ">", "1")]
    public void Zeros_at_the_end_do_not_count(string left, string order, string right) => Orders.Check(Scheme, left, order, right);

    [Theory]
    [InlineData("1.1a", ">", "1.1")]
    [InlineData("1.1a", "<", "1.2")]
    [InlineData("1a", "<", "10")]
    [InlineData("1.1", "<", "1.a")]
    public void Digits_at_the_start_of_a_word_are_a_number(string left, string order, string right) => Orders.Check(Scheme, left, order, right);
}
