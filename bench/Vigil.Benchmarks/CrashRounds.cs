using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Npgsql;
using Vigil.Storage;

namespace Vigil.Benchmarks;

/// <summary>Kills a writer with SIGKILL at random points, again and again, and looks each time whether what it left is whole.</summary>
/// <remarks>
/// Most rounds go on with the database of the round before and are cut off in the middle of scans, deltas, rules, retention, reports and exports. Every fifth
/// begins with none, and is cut off while the scripts of the schema run or shortly after. The one before that takes the database back to an older schema, with all
/// that is in it, and is cut off while it is migrated: afterwards it has the old schema or the new one, and as many rows as before.
/// </remarks>
internal static class CrashRounds
{
    private const int NewEvery = 5;
    private const int LongestOpeningMilliseconds = 1_500;
    private const int LongestWriteMilliseconds = 500;

    /// <summary>Where reports and exports of a database go.</summary>
    public static string ExportsOf(DatabaseOptions options) => options.SqlitePath.Length > 0
        ? options.SqlitePath + "-exports"
        : Path.Combine(Path.GetTempPath(), "vigil-exports-" + new NpgsqlConnectionStringBuilder(options.PostgresConnection).SearchPath);

    /// <summary>Runs rounds.</summary>
    /// <returns>Zero when everything was whole each time.</returns>
    public static async Task<int> RunAsync(string place, DatabaseOptions options, int rounds)
    {
        var random = new Random();
        var (writes, schemas, unborn, migrations, unmoved) = (0, 0, 0, 0, 0);
        for (var round = 1; round <= rounds; round++)
        {
            bool isWhole;
            switch (round % NewEvery)
            {
                case 0:
                    await ForgetAsync(options);
                    await KillAsync(place, CrashingWriter.Opening, random.Next(LongestOpeningMilliseconds));
                    unborn += await VersionAsync(options) == 0 ? 1 : 0;
                    schemas++;
                    isWhole = IsWhole(options);
                    break;
                case NewEvery - 1:
                    var (version, counts) = MakeOlder(options, random);
                    await KillAsync(place, CrashingWriter.Opening, random.Next(LongestOpeningMilliseconds));
                    var found = await VersionAsync(options);
                    unmoved += found == version ? 1 : 0;
                    migrations++;
                    isWhole = found == version ? HasKept(options, counts) : found == Migrations.Latest && IsWhole(options);
                    break;
                default:
                    await KillAsync(place, CrashingWriter.Writing, random.Next(LongestWriteMilliseconds));
                    writes++;
                    isWhole = IsWhole(options);
                    break;
            }

            if (!isWhole)
            {
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"round {round}: not whole"));
                return 1;
            }

            if (round % 50 == 0)
            {
                Console.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"killed {round} times, whole each time: {writes} while writing, {schemas} with the schema in the making ({unborn} left none), {migrations} while migrating ({unmoved} left the old schema)"));
            }
        }

        return 0;
    }

    private static bool IsWhole(DatabaseOptions options) => CrashingWriter.Check(options, ExportsOf(options)) == 0;

    private static (int Version, string Counts) MakeOlder(DatabaseOptions options, Random random)
    {
        using var database = EstateDatabase.Open(options);
        var version = random.Next(OlderSchema.Oldest, Migrations.Latest);
        OlderSchema.Make(database, version);
        return (version, OlderSchema.CountsOf(database));
    }

    // the migration did not happen, so now it does; nothing was written in between
    private static bool HasKept(DatabaseOptions options, string counts)
    {
        using var database = EstateDatabase.Open(options);
        var after = OlderSchema.CountsOf(database);
        if (after != counts)
        {
            Console.WriteLine($"before: {counts}\nafter:  {after}");
        }

        return after == counts && IsWhole(options);
    }

    // the time runs from the line by which the writer says that it is there
    private static async Task KillAsync(string place, string line, int milliseconds)
    {
        using var writer = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, [.. Program(), "write", place]) { RedirectStandardOutput = true, UseShellExecute = false })!; // it is an executable
        while (await writer.StandardOutput.ReadLineAsync() is { } said && said != line)
        {
        }

        await Task.Delay(milliseconds);
        if (writer.HasExited)
        {
            throw new InvalidOperationException("The writer ended by itself.");
        }

        writer.Kill();
        await writer.WaitForExitAsync();
    }

    // run by dotnet, or by itself
    private static string[] Program() => Path.GetFileNameWithoutExtension(Environment.ProcessPath!) == "dotnet" ? [typeof(CrashRounds).Assembly.Location] : [];

    private static async Task ForgetAsync(DatabaseOptions options)
    {
        if (Directory.Exists(ExportsOf(options)))
        {
            Directory.Delete(ExportsOf(options), recursive: true);
        }

        if (options.PostgresConnection.Length == 0)
        {
            foreach (var end in (string[])["", "-wal", "-shm"])
            {
                File.Delete(options.SqlitePath + end);
            }

            return;
        }

        var schema = new NpgsqlConnectionStringBuilder(options.PostgresConnection).SearchPath;
        await using var source = NpgsqlDataSource.Create(options.PostgresConnection);
        await using var command = source.CreateCommand($"DROP SCHEMA IF EXISTS {schema} CASCADE; CREATE SCHEMA {schema}");
        await command.ExecuteNonQueryAsync();
    }

    // of the schema as it is, before anybody migrates it; zero when there is none
    private static async Task<int> VersionAsync(DatabaseOptions options)
    {
        try
        {
            await using DbConnection connection = options.PostgresConnection.Length > 0
                ? new NpgsqlConnection(options.PostgresConnection)
                : new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = options.SqlitePath, Pooling = false }.ToString());
            await connection.OpenAsync();
            await using var command = connection.CreateCommand();
            command.CommandText = "SELECT value FROM setting WHERE name = 'schema'";
            return int.Parse((string)(await command.ExecuteScalarAsync())!, CultureInfo.InvariantCulture); // the row came with the table
        }
        catch (Exception fault) when (fault is PostgresException { SqlState: PostgresErrorCodes.UndefinedTable } or SqliteException { SqliteErrorCode: 1 })
        {
            return 0;
        }
    }
}
