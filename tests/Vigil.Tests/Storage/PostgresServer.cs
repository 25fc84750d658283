using System.Diagnostics;
using Npgsql;

[assembly: AssemblyFixture(typeof(Vigil.Tests.Storage.PostgresServer))]

namespace Vigil.Tests.Storage;

/// <summary>A PostgreSQL of its own for the tests, from the Debian package, in a temporary directory, reached by a socket there; started when first asked for.</summary>
public sealed class PostgresServer : IDisposable
{
    private static readonly string? Programs = Directory.Exists("/usr/lib/postgresql")
        ? Directory.GetDirectories("/usr/lib/postgresql").Order(StringComparer.Ordinal).Select(version => Path.Combine(version, "bin")).LastOrDefault()
        : null;

    private static readonly Lazy<PostgresServer> Shared = new(() => new PostgresServer(Directory.CreateTempSubdirectory("vigil-postgres-")));

    private readonly DirectoryInfo? _directory;

    // what xunit makes and disposes of at the end
    public PostgresServer()
    {
    }

    private PostgresServer(DirectoryInfo directory)
    {
        _directory = directory;
        if (Environment.IsPrivilegedProcess)
        {
            Run("chown", "postgres", directory.FullName);
        }

        RunAsServer("initdb", "--pgdata", Cluster, "--username", "vigil", "--auth", "trust", "--encoding", "UTF8", "--no-locale", "--no-sync");
        Start();
    }

    public static bool IsInstalled => Programs is not null;

    private string Cluster => Path.Combine(_directory!.FullName, "cluster"); // not asked of the one that xunit makes

    /// <summary>Connection string of a new, empty schema.</summary>
    public static string NewSchema() => Shared.Value.NewSchemaHere();

    /// <summary>One that a test may stop.</summary>
    public static PostgresServer StartAnother() => new(Directory.CreateTempSubdirectory("vigil-postgres-"));

    /// <summary>Stops it as an accident does, and starts it again.</summary>
    public void Restart()
    {
        RunAsServer("pg_ctl", "stop", "--wait", "--pgdata", Cluster, "--mode", "immediate");
        Start();
    }

    /// <summary>Connection string of a new, empty schema of this server.</summary>
    public string NewSchemaHere()
    {
        var schema = $"t{Guid.NewGuid():N}";
        var connection = $"Host={_directory!.FullName};Username=vigil;Database=postgres;Search Path={schema}"; // not asked of the one that xunit makes
        using var source = NpgsqlDataSource.Create(connection);
        using var command = source.CreateCommand($"CREATE SCHEMA {schema}");
        command.ExecuteNonQuery();
        return connection;
    }

    /// <summary>Runs a program of PostgreSQL that asks the server.</summary>
    public static void RunClient(string program, params string[] arguments) =>
        Run(Path.Combine(Programs!, program), ["--host", Shared.Value._directory!.FullName, "--username", "vigil", .. arguments]); // the shared one has it

    public void Dispose()
    {
        if (_directory is null)
        {
            if (Shared.IsValueCreated)
            {
                Shared.Value.Dispose();
            }

            return;
        }

        RunAsServer("pg_ctl", "stop", "--pgdata", Cluster, "--mode", "immediate");
        _directory.Delete(recursive: true);
    }

    private void Start() =>
        RunAsServer(
            "pg_ctl", "start", "--wait", "--pgdata", Cluster, "--log", Path.Combine(_directory!.FullName, "log"),
            "--options", $"-c listen_addresses='' -c unix_socket_directories='{_directory!.FullName}' -c fsync=off -c max_connections=200");

    // the server refuses to run as root
    private static void RunAsServer(string program, params string[] arguments)
    {
        var path = Path.Combine(Programs!, program); // asked for only where it is installed
        if (Environment.IsPrivilegedProcess)
        {
            Run("runuser", ["-u", "postgres", "--", path, .. arguments]);
        }
        else
        {
            Run(path, arguments);
        }
    }

    private static void Run(string program, params string[] arguments)
    {
        // a server that stays would keep pipes open
        using var process = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", "exec \"$@\" >/dev/null 2>&1", "sh", program, .. arguments]))!;
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}.");
        }
    }
}
