using Vigil.Domain.Versions.Hackage;

namespace Vigil.Tests.Versions.Hackage;

public sealed class HackageVersionTests
{
    private static readonly HackageVersion Scheme = new();

    [Theory]
    [InlineData("0.9", "<", "0.10")]
    [InlineData("1.0", "<", "1.0.0")]
    [InlineData("1.0.0", "<", "1.0.1")]
    public void Numbers_count_one_by_one(string left, string order, string right) => Orders.Check(Scheme, left, order, right);

    [Theory]
    [InlineData("1.0-beta", "<", "0")]
    public void Other_texts_sort_first(string left, string order, string right) => Orders.Check(Scheme, left, order, right);
}
