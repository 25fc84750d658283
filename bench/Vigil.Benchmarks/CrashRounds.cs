using System.Diagnostics;
using System.Globalization;
using Npgsql;
using Vigil.Storage;

namespace Vigil.Benchmarks;

/// <summary>Kills a writer with SIGKILL at random points, again and again, and looks each time whether what it left is whole.</summary>
/// <remarks>
/// Most rounds go on with the database of the round before and are cut off in the middle of scans, deltas, rules and retention. Every fifth begins with
/// none, and is cut off while the scripts of the schema run or shortly after.
/// </remarks>
internal static class CrashRounds
{
    private const int MigrationEvery = 5;
    private const int LongestMigrationMilliseconds = 800;
    private const int LongestWriteMilliseconds = 500;

    /// <summary>Runs rounds.</summary>
    /// <returns>Zero when everything was whole each time.</returns>
    public static async Task<int> RunAsync(string place, DatabaseOptions options, int rounds)
    {
        var random = new Random();
        var (writes, migrations, unborn) = (0, 0, 0);
        for (var round = 1; round <= rounds; round++)
        {
            var isMigration = round % MigrationEvery == 0;
            if (isMigration)
            {
                await ForgetAsync(options);
            }

            await KillAsync(place, isMigration ? CrashingWriter.Opening : CrashingWriter.Writing, random.Next(isMigration ? LongestMigrationMilliseconds : LongestWriteMilliseconds));
            unborn += isMigration && !await IsThereAsync(options) ? 1 : 0;
            if (CrashingWriter.Check(options) > 0)
            {
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"round {round}: not whole"));
                return 1;
            }

            (writes, migrations) = isMigration ? (writes, migrations + 1) : (writes + 1, migrations);
            if (round % 50 == 0)
            {
                Console.WriteLine(string.Create(
                    CultureInfo.InvariantCulture, $"killed {round} times, whole each time: {writes} while writing, {migrations} with the schema in the making ({unborn} left none)"));
            }
        }

        return 0;
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

    private static async Task<bool> IsThereAsync(DatabaseOptions options)
    {
        if (options.PostgresConnection.Length == 0)
        {
            return File.Exists(options.SqlitePath) && new FileInfo(options.SqlitePath).Length > 0;
        }

        await using var source = NpgsqlDataSource.Create(options.PostgresConnection);
        await using var command = source.CreateCommand("SELECT count(*) FROM pg_tables WHERE schemaname = current_schema()");
        return await command.ExecuteScalarAsync() is > 0L;
    }
}
