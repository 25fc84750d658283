using Vigil.Storage.Sessions;

namespace Vigil.Tests.Storage;

public sealed class WriteBehindTests
{
    [Fact]
    public void What_was_handed_over_is_done_in_order_when_it_is_settled()
    {
        using var behind = new WriteBehind();
        var done = new List<int>();

        for (var number = 0; number < 100; number++)
        {
            var next = number;
            behind.Add(() => done.Add(next));
        }

        behind.Settle();
        Assert.Equal(Enumerable.Range(0, 100), done);
    }

    [Fact]
    public void After_a_failure_nothing_more_is_done_until_it_was_told()
    {
        using var behind = new WriteBehind();
        var done = new List<int>();

        behind.Add(() => throw new InvalidDataException("full"));
        behind.Add(() => done.Add(1));

        Assert.Throws<InvalidDataException>(behind.Settle);
        Assert.Empty(done);
        behind.Add(() => done.Add(2));
        behind.Settle();
        Assert.Equal([2], done);
    }
}
