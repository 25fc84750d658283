using Vigil.Storage;
using Vigil.Storage.Queries;
using static Vigil.Tests.Matching.Judgement;

namespace Vigil.Tests.Storage;

public sealed class DatabaseTests
{
    public static TheoryData<DatabaseKind> Databases => [DatabaseKind.Sqlite, DatabaseKind.Postgres];

    [Fact]
    public void A_copy_has_everything_and_can_be_opened()
    {
        using var generation = Generation(Advisory("CVE-1", Source("Debian", "12", "curl", "8")));
        using var site = new Site(DatabaseKind.Sqlite, generation);
        site.Submit("i-1", Package("Debian", "12", "curl", "7"));
        var directory = Directory.CreateTempSubdirectory("vigil-copy-");

        try
        {
            var copy = Path.Combine(directory.FullName, "copy.db");
            site.Database.BackUp(copy);
            using var restored = EstateDatabase.OpenFile(copy);

            Assert.Equal(site.All(), new FindingQueries(restored).List(new FindingQuery { Accounts = [Site.Account] }).Items);
            Assert.Empty(Integrity.Check(restored));
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public void Opening_again_changes_nothing(DatabaseKind kind)
    {
        using var database = TestDatabase.Of(kind);

        using var again = EstateDatabase.Open(database.Options with { Region = "us-west-2" });

        Assert.Equal(Migrations.Latest, Migrations.VersionOf(again));
        Assert.Equal("eu-central-1", again.Region);
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public void A_database_of_a_newer_version_is_refused(DatabaseKind kind)
    {
        using var database = TestDatabase.Of(kind);
        database.Database.Write(session => session["UPDATE setting SET value = '999' WHERE name = 'schema'"].Run());

        Assert.Throws<InvalidDataException>(() => EstateDatabase.Open(database.Options));
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public void A_write_that_fails_leaves_nothing(DatabaseKind kind)
    {
        using var generation = Generation(Advisory("CVE-1", Source("Debian", "12", "curl", "8")));
        using var site = new Site(kind, generation);

        Assert.Throws<InvalidOperationException>(() => site.Database.Write((Action<Vigil.Storage.Sessions.Session>)(session =>
        {
            session["INSERT INTO setting VALUES ('half', 'done')"].Run();
            throw new InvalidOperationException();
        })));
        site.Submit("i-1", Package("Debian", "12", "curl", "7"));

        Assert.Single(site.All());
        Assert.Null(site.Database.Read(session => session["SELECT value FROM setting WHERE name = 'half'"].First()));
    }
}
