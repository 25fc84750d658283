using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Vigil.Tests.Support;

namespace Vigil.EndToEnd;

/// <summary>The real server in a process of its own, on a free port and an empty directory, with a key that the test knows.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private const string KeyId = "AKIAENDTOEND00000001";
    private const string Secret = "a/secret+with=signs";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private static readonly string Configuration = Directory.GetParent(AppContext.BaseDirectory.TrimEnd('/'))!.Name;
    private static readonly string Program = Path.Combine(Repository.Root, "src/Vigil.Server/bin", Configuration, "net10.0/vigil-server.dll");
    private static readonly string Scanner = Path.Combine(Repository.Root, "src/Vigil.Cli/bin", Configuration, "net10.0/vigil.dll");

    private readonly Workspace _workspace = new();
    private readonly Process _process;

    private ServerProcess(string address = "127.0.0.1", IReadOnlyDictionary<string, string>? environment = null, params string[] arguments)
    {
        var port = FreePort();
        Address = $"http://{address}:{port}";
        var start = Prepare("dotnet", [Program, "--urls", Address, "--data", _workspace["data"], "--enable", "EC2,ECR", .. arguments]);
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        _process = Process.Start(start)!;
    }

    public string Address { get; }

    /// <summary>Its directory.</summary>
    public string Data => _workspace["data"];

    /// <summary>Starts a server, and submits a root file system with a package that is known to be bad.</summary>
    public static async Task<ServerProcess> StartWithScanAsync(IReadOnlyDictionary<string, string>? environment = null)
    {
        var server = new ServerProcess(environment: environment);
        await server.WaitUntilReadyAsync();
        var root = server._workspace.DebianRoot("openssl", "1.0.1e-2");
        var scan = await RunAsync("dotnet", Scanner, "scan", "dir", root, "--quiet", "--submit", server.Address);
        Assert.True(scan.ExitCode == 0, scan.Error);
        return server;
    }

    /// <summary>Starts a server that knows nothing yet, on an address of this machine.</summary>
    public static async Task<ServerProcess> StartEmptyAsync(string address, params string[] arguments)
    {
        var server = new ServerProcess(address, environment: null, arguments);
        await server.WaitUntilReadyAsync();
        return server;
    }

    /// <summary>Waits until its log says something.</summary>
    public async Task SaysAsync(string words)
    {
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            while (await _process.StandardOutput.ReadLineAsync(patience.Token) is { } line)
            {
                if (line.Contains(words, StringComparison.Ordinal))
                {
                    return;
                }
            }
        }
        catch (OperationCanceledException fault)
        {
            throw new TimeoutException($"The server did not say \"{words}\".", fault);
        }

        Assert.Fail($"The server ended without saying \"{words}\".");
    }

    /// <summary>Calls an operation as the administrator, with curl: anybody can.</summary>
    public async Task<JsonElement> CallAsync(string path, string body, string service = "vigil")
    {
        var outcome = await RunAsync(
            "curl", "-sS", "--fail-with-body", "--aws-sigv4", $"aws:amz:us-east-1:{service}", "--user", $"{KeyId}:{Secret}", "-H", "Content-Type: application/json", "-H", $"amz-sdk-invocation-id: {Guid.NewGuid()}", "-d", body, Address + path);
        Assert.True(outcome.ExitCode == 0, $"{path}: {outcome.Output} {outcome.Error}");
        return JsonDocument.Parse(outcome.Output).RootElement;
    }

    /// <summary>Runs a server to its end, for configurations that cannot work.</summary>
    public static Task<Outcome> RunToEndAsync(params string[] arguments) => RunAsync("dotnet", [Program, .. arguments]);

    /// <summary>What a server says before it is ready, when nobody gave it a key.</summary>
    public static async Task<string> FirstOutputAsync(string data)
    {
        var port = FreePort();
        var start = Prepare("dotnet", Program, "--urls", $"http://127.0.0.1:{port}", "--data", data);
        start.Environment.Remove("VIGIL_ADMIN_ACCESS_KEY_ID");
        start.Environment.Remove("VIGIL_ADMIN_SECRET_ACCESS_KEY");
        using var process = Process.Start(start)!;
        var output = new System.Text.StringBuilder();
        while (await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line && !line.Contains("Application started", StringComparison.Ordinal))
        {
            output.AppendLine(line);
        }

        process.Kill();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return output.ToString();
    }

    /// <summary>Runs a program with the administrator's key; one that starts a client a hundred times has its time.</summary>
    public static Task<Outcome> RunClientAsync(string program, params string[] arguments) => RunAsync(program, 4 * Patience, arguments);

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync(CancellationToken.None);
        _process.Dispose();
        _workspace.Dispose();
    }

    private async Task WaitUntilReadyAsync()
    {
        using var client = new HttpClient();
        using var patience = new CancellationTokenSource(Patience);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (await timer.WaitForNextTickAsync(patience.Token))
        {
            Assert.False(_process.HasExited, "The server ended before it was ready.");
            try
            {
                if ((await client.GetAsync(new Uri($"{Address}/health/ready"), patience.Token)).IsSuccessStatusCode)
                {
                    return;
                }
            }
            catch (HttpRequestException)
            {
                // not yet
            }
        }
    }

    private static Task<Outcome> RunAsync(string program, params string[] arguments) => RunAsync(program, Patience, arguments);

    private static async Task<Outcome> RunAsync(string program, TimeSpan longest, string[] arguments)
    {
        using var process = Start(program, arguments);
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        using var patience = new CancellationTokenSource(longest);
        await process.WaitForExitAsync(patience.Token);
        return new Outcome(process.ExitCode, await output, await error);
    }

    private static Process Start(string program, params string[] arguments) => Process.Start(Prepare(program, arguments))!;

    private static ProcessStartInfo Prepare(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["VIGIL_ADMIN_ACCESS_KEY_ID"] = start.Environment["AWS_ACCESS_KEY_ID"] = KeyId;
        start.Environment["VIGIL_ADMIN_SECRET_ACCESS_KEY"] = start.Environment["AWS_SECRET_ACCESS_KEY"] = Secret;
        start.Environment["AWS_EC2_METADATA_DISABLED"] = "true";
        start.Environment["VIGIL_DB"] = "/nonexistent";
        start.Environment["PATH"] = $"/usr/bin:/bin:{start.Environment["PATH"]}";
        return start;
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
