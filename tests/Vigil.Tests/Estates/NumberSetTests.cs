using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Vigil.Scanning.Estates;

namespace Vigil.Tests.Estates;

public sealed class NumberSetTests
{
    public static Arbitrary<int[]> Numbers() =>
        Gen.OneOf(Gen.Choose(0, 40), Gen.Choose(0, 100_000), Gen.Elements(0, 127, 128, 16_383, 16_384, int.MaxValue - 2, int.MaxValue - 1)).ArrayOf().ToArbitrary();

    [Property(Arbitrary = [typeof(NumberSetTests)])]
    public void Adding_and_removing_agrees_with_a_plain_set(int[] added, int[] removed)
    {
        var expected = new SortedSet<int>();
        var set = new NumberSet();

        Assert.All(added, number => Assert.Equal(expected.Add(number), set.Add(number)));
        Assert.Equal(expected, Numbers(set));
        Assert.All(removed.Concat(added.Take(3)), number => Assert.Equal(expected.Remove(number), set.Remove(number)));
        Assert.Equal(expected, Numbers(set));
        Assert.All(added, number => Assert.Equal(expected.Add(number), set.Add(number)));

        Assert.Equal(expected, Numbers(set));
        Assert.Equal(expected.Count, set.Count);
        Assert.Equal(expected, Numbers(new NumberSet([.. expected])));
    }

    [Property(Arbitrary = [typeof(NumberSetTests)])]
    public void Bytes_give_the_set_back_and_it_can_grow(int[] numbers, int more)
    {
        var set = new NumberSet([.. new SortedSet<int>(numbers)]);

        var again = NumberSet.FromBytes(set.Bytes.ToArray());
        var grown = again.Add(more & 0x3fff_ffff);

        Assert.Equal(new SortedSet<int>(numbers.Append(more & 0x3fff_ffff)), Numbers(again));
        Assert.Equal(again.Count, set.Count + (grown ? 1 : 0));
    }

    [Property(Arbitrary = [typeof(NumberSetTests)])]
    public void Except_agrees_with_plain_sets(int[] left, int[] right)
    {
        var difference = NumberSet.Of(left).Except(NumberSet.Of(right));

        Assert.Equal(left.Except(right).Order(), difference);
    }

    [Theory]
    [InlineData("00")]
    [InlineData("80")]
    [InlineData("0100")]
    [InlineData("8080808008")]
    [InlineData("FFFFFFFFFFFF01")]
    public void Bytes_that_are_no_set_are_refused(string bytes)
    {
        Assert.Throws<FormatException>(() => NumberSet.FromBytes(Convert.FromHexString(bytes)));
    }

    private static List<int> Numbers(NumberSet set)
    {
        var numbers = new List<int>();
        foreach (var number in set)
        {
            numbers.Add(number);
        }

        return numbers;
    }
}
