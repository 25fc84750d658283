using Vigil.Storage;

namespace Vigil.Tests.Storage;

/// <summary>An empty database of either kind, gone after the test.</summary>
internal sealed class TestDatabase : IDisposable
{
    private readonly DirectoryInfo? _directory;

    private TestDatabase(DatabaseOptions options, DirectoryInfo? directory)
    {
        (Options, _directory) = (options, directory);
        Database = EstateDatabase.Open(options);
    }

    public DatabaseOptions Options { get; }

    public EstateDatabase Database { get; }

    public static TestDatabase Of(DatabaseKind kind)
    {
        const string Region = "eu-central-1";
        if (kind == DatabaseKind.Postgres)
        {
            Assert.SkipUnless(PostgresServer.IsInstalled, "PostgreSQL is not installed");
            return new TestDatabase(new DatabaseOptions { PostgresConnection = PostgresServer.NewSchema(), Region = Region }, null);
        }

        var directory = Directory.CreateTempSubdirectory("vigil-storage-");
        return new TestDatabase(new DatabaseOptions { SqlitePath = Path.Combine(directory.FullName, "estate.db"), Region = Region }, directory);
    }

    public void Dispose()
    {
        Database.Dispose();
        _directory?.Delete(recursive: true);
    }
}

/// <summary>The databases that everything has to work on.</summary>
public enum DatabaseKind
{
    Sqlite,
    Postgres,
}
