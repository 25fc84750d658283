using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;

namespace Vigil.EndToEnd;

/// <summary>A real registry (Debian's <c>docker-registry</c>) on a free port of this machine, with one user and an empty store.</summary>
internal sealed class RegistryServer : IAsyncDisposable
{
    public const string User = "reader", Password = "secret";

    // bcrypt of the password above
    private const string PasswordFile = User + ":$2b$05$abcdefghijklmnopqrstuuOQiyCxlgf/oeuTqixKmWdcYUh4Hjl0a\n";

    private readonly string _directory = Directory.CreateTempSubdirectory("vigil-registry-").FullName;
    private readonly HttpClient _client = new();
    private Process? _process;

    public static bool IsInstalled => File.Exists("/usr/bin/docker-registry");

    public string Host { get; private set; } = "";

    public static async Task<RegistryServer> StartAsync(CancellationToken cancellation)
    {
        var server = new RegistryServer();
        await server.RunAsync(cancellation);
        return server;
    }

    /// <summary>Pushes an image of one layer and gives the digest of its manifest.</summary>
    public async Task<string> PushAsync(string repository, string tag, byte[] layer, byte[] tar, CancellationToken cancellation)
    {
        var configuration = Encoding.UTF8.GetBytes(
            $$"""{"architecture":"amd64","os":"linux","rootfs":{"type":"layers","diff_ids":["{{Digest(tar)}}"] } }""");
        await PushBlobAsync(repository, layer, cancellation);
        await PushBlobAsync(repository, configuration, cancellation);
        var manifest = Encoding.UTF8.GetBytes(
            $$"""
            {"schemaVersion":2,"mediaType":"application/vnd.oci.image.manifest.v1+json",
            "config":{"mediaType":"application/vnd.oci.image.config.v1+json","digest":"{{Digest(configuration)}}","size":{{configuration.Length}} },
            "layers":[{"mediaType":"application/vnd.oci.image.layer.v1.tar+gzip","digest":"{{Digest(layer)}}","size":{{layer.Length}} }]}
            """);
        using var content = new ByteArrayContent(manifest);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/vnd.oci.image.manifest.v1+json");
        using var response = await _client.PutAsync(new Uri($"http://{Host}/v2/{repository}/manifests/{tag}"), content, cancellation);
        response.EnsureSuccessStatusCode();
        return Digest(manifest);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        if (_process is not null)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
            _process.Dispose();
        }

        Directory.Delete(_directory, recursive: true);
    }

    private async Task RunAsync(CancellationToken cancellation)
    {
        Host = $"127.0.0.1:{FreePort()}";
        var passwords = Path.Combine(_directory, "htpasswd");
        var configuration = Path.Combine(_directory, "config.yml");
        await File.WriteAllTextAsync(passwords, PasswordFile, cancellation);
        await File.WriteAllTextAsync(configuration, $"""
            version: 0.1
            log:
              level: error
            storage:
              filesystem:
                rootdirectory: {_directory}/store
            http:
              addr: {Host}
            auth:
              htpasswd:
                realm: test
                path: {passwords}

            """, cancellation);
        _client.DefaultRequestHeaders.Authorization =
            new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{User}:{Password}")));
        _process = Process.Start(new ProcessStartInfo("/usr/bin/docker-registry", ["serve", configuration])
        {
            RedirectStandardError = true,
            UseShellExecute = false,
            RedirectStandardOutput = true,
        }) ?? throw new InvalidOperationException("docker-registry could not be started.");
        _process.BeginErrorReadLine();
        _process.BeginOutputReadLine();
        await WaitUntilItListensAsync(cancellation);
    }

    private async Task WaitUntilItListensAsync(CancellationToken cancellation)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        timeout.CancelAfter(TimeSpan.FromSeconds(30));
        using var ticks = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (await ticks.WaitForNextTickAsync(timeout.Token))
        {
            try
            {
                using var response = await _client.GetAsync(new Uri($"http://{Host}/v2/"), timeout.Token);
                return;
            }
            catch (HttpRequestException)
            {
                // it does not listen yet
            }
        }
    }

    private async Task PushBlobAsync(string repository, byte[] blob, CancellationToken cancellation)
    {
        using var started = await _client.PostAsync(new Uri($"http://{Host}/v2/{repository}/blobs/uploads/"), content: null, cancellation);
        started.EnsureSuccessStatusCode();
        var location = new Uri(new Uri($"http://{Host}/"), started.Headers.Location!); // a registry that accepts an upload says where
        using var content = new ByteArrayContent(blob);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        using var done = await _client.PutAsync(new Uri($"{location}&digest={Uri.EscapeDataString(Digest(blob))}"), content, cancellation);
        done.EnsureSuccessStatusCode();
    }

    private static string Digest(byte[] bytes) => $"sha256:{Convert.ToHexStringLower(SHA256.HashData(bytes))}";

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
