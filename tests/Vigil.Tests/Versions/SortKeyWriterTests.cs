using System.Globalization;
using System.Numerics;
using FsCheck.Xunit;
using Vigil.Domain.Versions;

namespace Vigil.Tests.Versions;

public sealed class SortKeyWriterTests
{
    [Property]
    public void Numbers_of_any_size_keep_their_order(BigInteger first, BigInteger second, byte zeros)
    {
        var (left, right) = (BigInteger.Abs(first), BigInteger.Abs(second));

        var order = Key(Digits(left, zeros)).SequenceCompareTo(Key(Digits(right, 0)));

        Assert.Equal(left.CompareTo(right), Math.Sign(order));
    }

    [Theory]
    [InlineData(59, 60)]
    [InlineData(60, 61)]
    [InlineData(61, 62)]
    [InlineData(255, 256)]
    [InlineData(70_000, 70_001)]
    public void Longer_number_sorts_after_a_shorter_one(int shorter, int longer) =>
        Assert.True(Key(new string('9', shorter)).SequenceCompareTo(Key(new string('1', longer))) < 0);

    [Property]
    public void Texts_keep_their_ordinal_order(string? first, string? second)
    {
        var (left, right) = (first ?? "", second ?? "");

        Assert.Equal(Math.Sign(string.CompareOrdinal(left, right)), Math.Sign(TextKey(left).SequenceCompareTo(TextKey(right))));
    }

    private static string Digits(BigInteger number, byte zeros) => new string('0', zeros) + number.ToString(CultureInfo.InvariantCulture);

    private static ReadOnlySpan<byte> Key(string digits)
    {
        var key = default(SortKeyWriter);
        key.Number(7, digits);
        return key.Written.ToArray();
    }

    private static ReadOnlySpan<byte> TextKey(string text)
    {
        var key = default(SortKeyWriter);
        key.Text(text);
        return key.Written.ToArray();
    }
}
