using Vigil.Domain.Versions.Cran;

namespace Vigil.Tests.Versions.Cran;

public sealed class CranVersionTests
{
    private static readonly CranVersion Scheme = new();

    [Theory]
    [InlineData("1.9", "<", "1.10")]
    [InlineData("1.2-3", "=", "1.2.3")]
    [InlineData("1.9", "<", "1.9.0")]
    [InlineData("0.01", "=", "0.1")]
    public void Numbers_count_one_by_one(string left, string order, string right) => Orders.Check(Scheme, left, order, right);

    [Theory]
    [InlineData("a", "<", "0")]
    [InlineData("1.", "<", "0")]
    public void Other_texts_sort_first(string left, string order, string right) => Orders.Check(Scheme, left, order, right);

    [Theory]
    [InlineData("1.2-3", true)]
    [InlineData("1..2", false)]
    [InlineData("", false)]
    [InlineData("1.2-", false)]
    [InlineData("1.2a", false)]
    public void Versions_are_told_from_other_texts(string text, bool isVersion) => Assert.Equal(isVersion, Scheme.IsValid(text));
}
