using Vigil.Storage.Estates;

namespace Vigil.Tests.Storage;

public sealed class SharedTurnsTests
{
    [Fact]
    public void Who_waits_shares_the_next_turn()
    {
        using var taken = new ManualResetEventSlim();
        using var queued = new CountdownEvent(3);
        var groups = new List<int>();
        var turns = new SharedTurns<int, int>(100, _ => 1, works =>
        {
            lock (groups)
            {
                groups.Add(works.Count);
            }

            if (works[0] == 0)
            {
                taken.Set();
                queued.Wait(TestContext.Current.CancellationToken);
            }

            return [.. works.Select(work => work * 10)];
        });

        var first = Run(() => turns.Do(0));
        taken.Wait(TestContext.Current.CancellationToken);
        Thread[] others = [.. Enumerable.Range(1, 3).Select(work => Run(() => Assert.Equal(work * 10, turns.Do(work))))];
        foreach (var other in others)
        {
            // all three stand in the queue
            SpinWait.SpinUntil(() => other.ThreadState.HasFlag(ThreadState.WaitSleepJoin));
            queued.Signal();
        }

        Array.ForEach([first, .. others], thread => thread.Join());
        Assert.Equal([1, 3], groups);
    }

    [Fact]
    public void One_that_fails_spoils_nobody_elses_work()
    {
        using var taken = new ManualResetEventSlim();
        using var go = new ManualResetEventSlim();
        var turns = new SharedTurns<string, string>(100, _ => 1, works =>
        {
            if (works[0] == "first")
            {
                taken.Set();
                go.Wait(TestContext.Current.CancellationToken);
            }

            return works.Contains("bad") ? throw new InvalidDataException("bad") : [.. works.Select(work => work + "!")];
        });

        var first = Run(() => turns.Do("first"));
        taken.Wait(TestContext.Current.CancellationToken);
        var answers = new string?[2];
        Exception? fault = null;
        var good = Run(() => answers[0] = turns.Do("good"));
        var bad = Run(() => fault = Record.Exception(() => answers[1] = turns.Do("bad")));
        SpinWait.SpinUntil(() => good.ThreadState.HasFlag(ThreadState.WaitSleepJoin) && bad.ThreadState.HasFlag(ThreadState.WaitSleepJoin));
        go.Set();

        Array.ForEach([first, good, bad], thread => thread.Join());
        Assert.Equal("good!", answers[0]);
        Assert.IsType<InvalidDataException>(fault);
    }

    [Fact]
    public void A_turn_takes_no_more_than_its_weight()
    {
        using var taken = new ManualResetEventSlim();
        using var go = new ManualResetEventSlim();
        var turns = new SharedTurns<int, int>(2, work => work, works =>
        {
            if (works[0] == 5)
            {
                taken.Set();
                go.Wait(TestContext.Current.CancellationToken);
            }

            return [.. works.Select(_ => works.Count)];
        });

        var first = Run(() => Assert.Equal(1, turns.Do(5)));
        taken.Wait(TestContext.Current.CancellationToken);
        var sizes = new int[3];
        Thread[] others = [.. Enumerable.Range(0, 3).Select(place => Run(() => sizes[place] = turns.Do(1)))];
        SpinWait.SpinUntil(() => Array.TrueForAll(others, other => other.ThreadState.HasFlag(ThreadState.WaitSleepJoin)));
        go.Set();

        Array.ForEach([first, .. others], thread => thread.Join());
        Assert.Equal([1, 2, 2], sizes.Order());
    }

    private static Thread Run(Action action)
    {
        var thread = new Thread(() => action());
        thread.Start();
        return thread;
    }
}
