using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Vigil.EndToEnd;

/// <summary>
/// A real registry (Debian's <c>docker-registry</c>) on a free port of this machine, with one user and an empty store: with a password file, or with
/// tokens; on plain HTTP, or on TLS with a certificate that nobody trusts.
/// </summary>
internal sealed class RegistryServer : IAsyncDisposable
{
    public const string ManifestType = "application/vnd.oci.image.manifest.v1+json", IndexType = "application/vnd.oci.image.index.v1+json";

    public const string User = "reader", Password = "secret";

    // bcrypt of the password above
    private const string PasswordFile = User + ":$2b$05$abcdefghijklmnopqrstuuOQiyCxlgf/oeuTqixKmWdcYUh4Hjl0a\n";

    private readonly string _directory = Directory.CreateTempSubdirectory("vigil-registry-").FullName;
    private readonly HttpClient _client = CreateClient();
    private Process? _process;

    public static bool IsInstalled => File.Exists("/usr/bin/docker-registry");

    public string Host { get; private set; } = "";

    /// <summary>The server of tokens, where the registry was started with one.</summary>
    public TokenServer? Tokens { get; private init; }

    private bool IsSecure { get; init; }

    private (string Address, string Token)? Notifications { get; init; }

    private string Address => $"{(IsSecure ? "https" : "http")}://{Host}";

    /// <summary>The blobs that it stores, each a file that it serves as it is.</summary>
    public IEnumerable<string> BlobFiles => Directory.EnumerateFiles(Path.Combine(_directory, "store"), "data", SearchOption.AllDirectories);

    /// <summary>What <c>docker login</c> writes for the user.</summary>
    public static string Login(string host) =>
        $$"""{"auths":{"{{host}}":{"auth":"{{Convert.ToBase64String(Encoding.UTF8.GetBytes($"{User}:{Password}"))}}" } } }""";

    public static Task<RegistryServer> StartAsync(CancellationToken cancellation) => new RegistryServer().RunAsync(cancellation);

    public static Task<RegistryServer> StartWithTokensAsync(CancellationToken cancellation) =>
        new RegistryServer { Tokens = new TokenServer(FreePort()) }.RunAsync(cancellation);

    /// <summary>Starts one that tells somebody what happens in it, and lets images be deleted.</summary>
    public static Task<RegistryServer> StartWithNotificationsAsync(string host, string address, string token, CancellationToken cancellation) =>
        new RegistryServer { Host = host, Notifications = (address, token) }.RunAsync(cancellation);

    /// <summary>A host and port that are free.</summary>
    public static string ReserveHost() => $"127.0.0.1:{FreePort()}";

    public static Task<RegistryServer> StartWithTlsAsync(CancellationToken cancellation) =>
        new RegistryServer { IsSecure = true }.RunAsync(cancellation);

    /// <summary>Pushes an image of one layer and gives the digest of its manifest.</summary>
    public async Task<string> PushAsync(string repository, string tag, byte[] layer, byte[] tar, CancellationToken cancellation)
    {
        var configuration = Encoding.UTF8.GetBytes(
            $$"""{"architecture":"amd64","os":"linux","rootfs":{"type":"layers","diff_ids":["{{Digest(tar)}}"] } }""");
        if (Tokens is not null)
        {
            _client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Tokens.Issue(repository, "pull", "push"));
        }

        await PushBlobAsync(repository, layer, cancellation);
        await PushBlobAsync(repository, configuration, cancellation);
        var manifest = Encoding.UTF8.GetBytes(
            $$"""
            {"schemaVersion":2,"mediaType":"{{ManifestType}}",
            "config":{"mediaType":"application/vnd.oci.image.config.v1+json","digest":"{{Digest(configuration)}}","size":{{configuration.Length}} },
            "layers":[{"mediaType":"application/vnd.oci.image.layer.v1.tar+gzip","digest":"{{Digest(layer)}}","size":{{layer.Length}} }]}
            """);
        await PutManifestAsync(repository, tag, ManifestType, manifest, cancellation);
        return Digest(manifest);
    }

    /// <summary>Deletes an image.</summary>
    public async Task DeleteAsync(string repository, string digest, CancellationToken cancellation)
    {
        using var response = await _client.DeleteAsync(new Uri($"{Address}/v2/{repository}/manifests/{digest}"), cancellation);
        response.EnsureSuccessStatusCode();
    }

    /// <summary>Pushes a document as an artifact of one blob, as tools that attach things to images do.</summary>
    /// <param name="repository">The repository.</param>
    /// <param name="tag">The tag of its manifest; <see langword="null"/> to push it by its digest.</param>
    /// <param name="mediaType">Type of the document.</param>
    /// <param name="document">The document.</param>
    /// <param name="cancellation">Stops.</param>
    /// <returns>Digest and size of the manifest.</returns>
    public async Task<(string Digest, int Size)> AttachAsync(string repository, string? tag, string mediaType, string document, CancellationToken cancellation)
    {
        var (blob, configuration) = (Encoding.UTF8.GetBytes(document), "{}"u8.ToArray());
        await PushBlobAsync(repository, blob, cancellation);
        await PushBlobAsync(repository, configuration, cancellation);
        var manifest = Encoding.UTF8.GetBytes(
            $$"""
            {"schemaVersion":2,"mediaType":"{{ManifestType}}","config":{"mediaType":"application/vnd.oci.image.config.v1+json","digest":"{{Digest(configuration)}}","size":2},
            "layers":[{"mediaType":"{{mediaType}}","digest":"{{Digest(blob)}}","size":{{blob.Length}} }]}
            """);
        await PutManifestAsync(repository, tag ?? Digest(manifest), ManifestType, manifest, cancellation);
        return (Digest(manifest), manifest.Length);
    }

    /// <summary>Pushes a manifest or an index.</summary>
    public async Task PutManifestAsync(string repository, string tagOrDigest, string mediaType, byte[] manifest, CancellationToken cancellation)
    {
        using var content = new ByteArrayContent(manifest);
        content.Headers.ContentType = new MediaTypeHeaderValue(mediaType);
        using var response = await _client.PutAsync(new Uri($"{Address}/v2/{repository}/manifests/{tagOrDigest}"), content, cancellation);
        response.EnsureSuccessStatusCode();
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        Tokens?.Dispose();
        if (_process is not null)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
            _process.Dispose();
            _process = null;
        }

        if (Directory.Exists(_directory))
        {
            Directory.Delete(_directory, recursive: true);
        }
    }

    private async Task<RegistryServer> RunAsync(CancellationToken cancellation)
    {
        Host = Host.Length > 0 ? Host : ReserveHost();
        var configuration = Path.Combine(_directory, "config.yml");
        await File.WriteAllTextAsync(configuration, $"""
            version: 0.1
            log:
              level: error
            storage:
              filesystem:
                rootdirectory: {_directory}/store
              delete:
                enabled: true
            {Endpoints()}
            http:
              addr: {Host}
            {Tls()}
            auth:
            {Authentication()}

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
        return this;
    }

    private string Authentication()
    {
        if (Tokens is null)
        {
            return $"""
                  htpasswd:
                    realm: test
                    path: {Save("htpasswd", PasswordFile)}
                """;
        }

        return $"""
              token:
                realm: {Tokens.Realm}
                service: registry
                issuer: vigil-test
                rootcertbundle: {Save("token.pem", Tokens.CertificatePem)}
            """;
    }

    private string Endpoints() => Notifications is not { } told ? "" : $"""
        notifications:
          endpoints:
            - name: vigil
              url: {told.Address}
              timeout: 5s
              threshold: 3
              backoff: 1s
              headers:
                Authorization: [Bearer {told.Token}]
        """;

    private string Tls()
    {
        if (!IsSecure)
        {
            return "";
        }

        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256)
            .CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(100));
        return $"""
              tls:
                certificate: {Save("tls.pem", certificate.ExportCertificatePem())}
                key: {Save("tls.key", key.ExportPkcs8PrivateKeyPem())}
            """;
    }

    private string Save(string name, string content)
    {
        var path = Path.Combine(_directory, name);
        File.WriteAllText(path, content);
        return path;
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
                using var response = await _client.GetAsync(new Uri($"{Address}/v2/"), timeout.Token);
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
        using var started = await _client.PostAsync(new Uri($"{Address}/v2/{repository}/blobs/uploads/"), content: null, cancellation);
        started.EnsureSuccessStatusCode();
        var location = new Uri(new Uri($"{Address}/"), started.Headers.Location!); // a registry that accepts an upload says where
        using var content = new ByteArrayContent(blob);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        using var done = await _client.PutAsync(new Uri($"{location}&digest={Uri.EscapeDataString(Digest(blob))}"), content, cancellation);
        done.EnsureSuccessStatusCode();
    }

    private static string Digest(byte[] bytes) => $"sha256:{Convert.ToHexStringLower(SHA256.HashData(bytes))}";

    [System.Diagnostics.CodeAnalysis.SuppressMessage("Security", "MA0039", Justification = "The certificate is the test's own.")]
    private static HttpClient CreateClient() => new(new HttpClientHandler
    {
        ServerCertificateCustomValidationCallback = HttpClientHandler.DangerousAcceptAnyServerCertificateValidator,
    });

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
