using System.Globalization;
using System.Text;
using Microsoft.Extensions.Time.Testing;
using Vigil.Domain.Accounts;
using Vigil.Storage;
using Vigil.Storage.Records;

namespace Vigil.Tests.Storage;

public sealed class RecordTests
{
    private static readonly AccountId Mine = AccountId.Parse("000000000001");
    private static readonly AccountId Theirs = AccountId.Parse("111122223333");

    public static TheoryData<DatabaseKind> Databases => [DatabaseKind.Sqlite, DatabaseKind.Postgres];

    [Theory]
    [MemberData(nameof(Databases))]
    public void Only_who_saw_the_last_version_writes(DatabaseKind kind)
    {
        using var database = TestDatabase.Of(kind);
        var records = new DatabaseRecords(database.Database);

        Assert.True(records.TryPut("tags", Mine, "a", Bytes("1"), version: 0));
        Assert.False(records.TryPut("tags", Mine, "a", Bytes("2"), version: 0));
        Assert.True(records.TryPut("tags", Mine, "a", Bytes("3"), version: 1));
        Assert.False(records.TryPut("tags", Mine, "a", Bytes("4"), version: 1));

        var record = records.Get("tags", Mine, "a")!;
        Assert.Equal((2L, "3"), (record.Version, Encoding.UTF8.GetString(record.Value)));
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public void A_record_that_has_expired_is_taken_away_and_others_stay(DatabaseKind kind)
    {
        using var database = TestDatabase.Of(kind);
        var clock = new FakeTimeProvider(DateTimeOffset.Parse("2026-01-01T00:00:00Z", CultureInfo.InvariantCulture));
        var records = new DatabaseRecords(database.Database);
        records.TryPut("answer", Mine, "brief", Bytes("1"), version: 0, clock.GetUtcNow().AddHours(1));
        records.TryPut("answer", Mine, "long", Bytes("1"), version: 0, clock.GetUtcNow().AddHours(1));
        records.TryPut("answer", Mine, "long", Bytes("2"), version: 1, clock.GetUtcNow().AddHours(3));
        records.TryPut("answer", Mine, "for ever", Bytes("1"), version: 0);
        clock.Advance(TimeSpan.FromHours(2));

        new Retention(database.Database, clock).Run(() => { }, TestContext.Current.CancellationToken);

        Assert.Equal(["for ever", "long"], records.List("answer", Mine, "", 10).Select(record => record.Key));
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public void List_goes_on_behind_a_key_within_kind_and_account(DatabaseKind kind)
    {
        using var database = TestDatabase.Of(kind);
        var records = new DatabaseRecords(database.Database);
        foreach (var (of, account, key) in new[] { ("tags", Mine, "b"), ("tags", Mine, "B"), ("tags", Mine, "a"), ("tags", Theirs, "c"), ("other", Mine, "d") })
        {
            records.TryPut(of, account, key, Bytes(key), version: 0);
        }

        Assert.Equal(["B", "a"], records.List("tags", Mine, "", 2).Select(record => record.Key));
        Assert.Equal(["b"], records.List("tags", Mine, "a", 2).Select(record => record.Key));
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public void Deleting_tells_whether_there_was_something(DatabaseKind kind)
    {
        using var database = TestDatabase.Of(kind);
        var records = new DatabaseRecords(database.Database);
        records.TryPut("tags", Mine, "a", Bytes("1"), version: 0);

        Assert.False(records.Delete("tags", Theirs, "a"));
        Assert.True(records.Delete("tags", Mine, "a"));
        Assert.False(records.Delete("tags", Mine, "a"));
        Assert.Null(records.Get("tags", Mine, "a"));
    }

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
