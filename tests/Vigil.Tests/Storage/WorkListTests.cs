using Microsoft.Extensions.Time.Testing;
using Vigil.Domain.Accounts;
using Vigil.Storage.Work;

namespace Vigil.Tests.Storage;

public sealed class WorkListTests
{
    private static readonly AccountId Mine = AccountId.Parse("000000000001");
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(10);

    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 24, 12, 0, 0, TimeSpan.Zero));

    public static TheoryData<DatabaseKind> Databases => [DatabaseKind.Sqlite, DatabaseKind.Postgres];

    [Theory]
    [MemberData(nameof(Databases))]
    public void What_is_asked_for_twice_is_done_once(DatabaseKind kind)
    {
        using var database = TestDatabase.Of(kind);
        var list = new WorkList(database.Database, _clock);
        list.Ask(Image("a") with { DueAt = _clock.GetUtcNow().AddHours(1) });
        list.Ask(Image("a") with { Lane = WorkLane.Interactive });

        var taken = Assert.Single(list.Take("one", WorkLane.Bulk, 10, Lease));
        Assert.Equal((WorkLane.Interactive, 1), (taken.Item.Lane, taken.Attempts));
        Assert.Empty(list.Take("two", WorkLane.Bulk, 10, Lease));
        list.Finish(taken, again: null);
        Assert.Empty(list.List("image", Mine));
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public void What_somebody_waits_for_comes_first_and_then_what_waited_longest(DatabaseKind kind)
    {
        using var database = TestDatabase.Of(kind);
        var list = new WorkList(database.Database, _clock);
        var now = _clock.GetUtcNow();
        list.Ask(
            Image("late") with { DueAt = now.AddMinutes(1) },
            Image("new") with { DueAt = now.AddMinutes(-1) },
            Image("old") with { DueAt = now.AddMinutes(-2) },
            Image("quick") with { Lane = WorkLane.Interactive, DueAt = now });

        Assert.Equal(["quick"], list.Take("one", WorkLane.Interactive, 10, Lease).Select(work => work.Item.Subject));
        Assert.Equal(["old", "new"], list.Take("one", WorkLane.Bulk, 10, Lease).Select(work => work.Item.Subject));
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public void The_work_of_a_process_that_died_is_due_again_and_no_longer_its_own(DatabaseKind kind)
    {
        using var database = TestDatabase.Of(kind);
        var list = new WorkList(database.Database, _clock);
        list.Ask(Image("a"));
        var dead = list.Take("dead", WorkLane.Bulk, 1, Lease).Single();
        _clock.Advance(Lease / 2);
        Assert.True(list.Renew(dead, Lease));
        _clock.Advance(Lease - TimeSpan.FromSeconds(1));
        Assert.Empty(list.Take("alive", WorkLane.Bulk, 1, Lease));
        _clock.Advance(TimeSpan.FromSeconds(1));

        var taken = list.Take("alive", WorkLane.Bulk, 1, Lease).Single();
        Assert.Equal(2, taken.Attempts);
        Assert.False(list.Renew(dead, Lease));
        list.Finish(dead, again: null); // it was only slow
        Assert.True(list.Renew(taken, Lease));
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public void What_is_asked_for_while_it_is_done_is_done_once_more(DatabaseKind kind)
    {
        using var database = TestDatabase.Of(kind);
        var list = new WorkList(database.Database, _clock);
        list.Ask(Image("a"));
        var first = list.Take("one", WorkLane.Bulk, 1, Lease).Single();
        list.Ask(Image("a"));
        list.Ask(Image("a"));
        Assert.Empty(list.Take("two", WorkLane.Bulk, 1, Lease));
        list.Finish(first, again: null);

        var second = list.Take("two", WorkLane.Bulk, 1, Lease).Single();
        list.Finish(second, again: null);
        Assert.Empty(list.Take("two", WorkLane.Bulk, 1, Lease));
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public void What_failed_keeps_its_reason_and_waits(DatabaseKind kind)
    {
        using var database = TestDatabase.Of(kind);
        var list = new WorkList(database.Database, _clock);
        list.Ask(Image("a"));
        list.Fail(list.Take("one", WorkLane.Bulk, 1, Lease).Single(), "the registry is down", _clock.GetUtcNow().AddSeconds(30));

        Assert.Empty(list.Take("one", WorkLane.Bulk, 1, Lease));
        var state = Assert.Single(list.List("image", Mine));
        Assert.Equal((false, 1, "the registry is down"), (state.IsHeld, state.Attempts, state.Error));
        _clock.Advance(TimeSpan.FromSeconds(30));
        list.Finish(list.Take("one", WorkLane.Bulk, 1, Lease).Single(), _clock.GetUtcNow().AddHours(1));
        Assert.Equal("", Assert.Single(list.List("image", Mine)).Error);
        Assert.Empty(list.Take("one", WorkLane.Bulk, 1, Lease));
        Assert.True(list.Drop("image", Mine, "a"));
    }

    private static WorkItem Image(string subject) => new("image", Mine, subject);
}
