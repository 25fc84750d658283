using Npgsql;
using Vigil.Storage;
using Vigil.Storage.Aggregations;
using Vigil.Storage.Estates;
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

    [Fact]
    public void What_pg_dump_saved_is_brought_back_by_pg_restore()
    {
        using var generation = Generation(Advisory("CVE-1", Source("Debian", "12", "curl", "8")));
        using var site = new Site(DatabaseKind.Postgres, generation);
        site.Submit("i-1", Package("Debian", "12", "curl", "7"));
        var directory = Directory.CreateTempSubdirectory("vigil-dump-");

        try
        {
            var (dump, schema, before) = (Path.Combine(directory.FullName, "estate.dump"), new NpgsqlConnectionStringBuilder(site.Options.PostgresConnection).SearchPath!, site.All()); // it has one
            PostgresServer.RunClient("pg_dump", "--format=custom", $"--schema={schema}", $"--file={dump}", "postgres");
            PostgresServer.RunClient("psql", "--command", $"DROP SCHEMA {schema} CASCADE", "postgres");
            PostgresServer.RunClient("pg_restore", "--exit-on-error", "--dbname=postgres", dump);
            using var restored = EstateDatabase.Open(site.Options);

            Assert.Equal(before, new FindingQueries(restored).List(new FindingQuery { Accounts = [Site.Account] }).Items);
            Assert.Empty(Integrity.Check(restored));
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public void An_older_database_gets_its_findings_counted(DatabaseKind kind)
    {
        const int BeforeCounts = 4;
        using var generation = Generation(Advisory("CVE-1", Source("Debian", "12", "curl", "8")));
        using var site = new Site(kind, generation);
        site.Submit("i-1", Package("Debian", "12", "curl", "7"));
        site.Database.Write(session => { new ResourceBlocks(session).FileSome(10); }); // then all was filed at once
        site.Database.Write(session => session.Run(
            $"""
            DROP TABLE tally_resource; DROP TABLE tally_title; DROP TABLE tally_package; DROP TABLE tally_layer;
            DROP INDEX record_expiry; ALTER TABLE record DROP COLUMN expires_at; DROP TABLE resource_unfiled; DROP INDEX assessment_protocol; DROP INDEX assessment_component;
            UPDATE setting SET value = '{BeforeCounts}' WHERE name = 'schema'
            """));

        using var migrated = EstateDatabase.Open(site.Options);

        Assert.Empty(Integrity.Check(migrated));
        Assert.Equal(1, Assert.Single(new AggregationQueries(migrated).List(new AggregationQuery { Accounts = [Site.Account], Type = AggregationType.Title }).Items).All);
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
