using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Vigil.Tests.Support;

namespace Vigil.Tests.Server.Support;

/// <summary>A registry in memory, on plain HTTP, whose lists come in pages of two names.</summary>
internal sealed class FakeRegistry : IAsyncDisposable
{
    private const string Manifest = "application/vnd.oci.image.manifest.v1+json", Index = "application/vnd.oci.image.index.v1+json";
    private const int PageSize = 2;

    private readonly WebApplication _listener;
    private readonly SortedDictionary<string, SortedDictionary<string, string>> _tags = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, (byte[] Bytes, string Type)> _blobs = new(StringComparer.Ordinal);

    private FakeRegistry(WebApplication listener) => _listener = listener;

    /// <summary>Host and port.</summary>
    public string Host => new Uri(_listener.Urls.Single()).Authority;

    /// <summary>Paths that were asked for.</summary>
    public ConcurrentQueue<string> Requests { get; } = new();

    /// <summary>A status to answer everything with; zero for none.</summary>
    public int Refusal { get; set; }

    public static async Task<FakeRegistry> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var registry = new FakeRegistry(builder.Build());
        registry._listener.Run(registry.AnswerAsync);
        await registry._listener.StartAsync(TestContext.Current.CancellationToken);
        return registry;
    }

    /// <summary>Puts an image of Debian with packages under a tag, each layer a tar.</summary>
    /// <returns>Its digest.</returns>
    public string Push(string repository, string tag, params byte[][] layers)
    {
        var digests = layers.Select(layer => Keep(layer, "application/octet-stream")).ToList();
        var configuration = Encoding.UTF8.GetBytes($$"""{"architecture":"amd64","os":"linux","rootfs":{"type":"layers","diff_ids":[{{string.Join(',', digests.Select(digest => $"\"{digest}\""))}}] } }""");
        var manifest = $$"""
            {"schemaVersion":2,"mediaType":"{{Manifest}}","config":{"mediaType":"application/vnd.oci.image.config.v1+json","digest":"{{Keep(configuration, "")}}","size":{{configuration.Length}} },
            "layers":[{{string.Join(',', digests.Select((digest, at) => $$"""{"mediaType":"application/vnd.oci.image.layer.v1.tar","digest":"{{digest}}","size":{{layers[at].Length}} }"""))}}]}
            """;
        return Tag(repository, tag, Keep(Encoding.UTF8.GetBytes(manifest), Manifest));
    }

    /// <summary>Puts an index of images under a tag.</summary>
    public string PushIndex(string repository, string tag, params string[] images) => Tag(repository, tag, Keep(
        Encoding.UTF8.GetBytes($$"""{"schemaVersion":2,"manifests":[{{string.Join(',', images.Select(image => $$"""{"mediaType":"{{Manifest}}","digest":"{{image}}","size":1}"""))}}]}"""), Index));

    /// <summary>Puts something under a tag that is no manifest.</summary>
    public string PushNonsense(string repository, string tag) => Tag(repository, tag, Keep("[]"u8.ToArray(), Manifest));

    public string Tag(string repository, string tag, string digest)
    {
        (_tags.TryGetValue(repository, out var tags) ? tags : _tags[repository] = new SortedDictionary<string, string>(StringComparer.Ordinal))[tag] = digest;
        return digest;
    }

    public void Untag(string repository, string tag) => _tags[repository].Remove(tag);

    /// <summary>A layer of Debian 12 with a package.</summary>
    public static byte[] Debian(string package, string version) => new TarBuilder()
        .File("etc/os-release", "ID=debian\nVERSION_ID=\"12\"\nPRETTY_NAME=\"Debian GNU/Linux 12 (bookworm)\"\n")
        .File("var/lib/dpkg/status", $"Package: {package}\nStatus: install ok installed\nArchitecture: amd64\nVersion: {version}\n\n")
        .Build();

    public ValueTask DisposeAsync() => _listener.DisposeAsync();

    private string Keep(byte[] bytes, string type)
    {
        var digest = $"sha256:{Convert.ToHexStringLower(SHA256.HashData(bytes))}";
        _blobs[digest] = (bytes, type);
        return digest;
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var path = context.Request.Path.Value!;
        Requests.Enqueue(path);
        var name = path["/v2/".Length..];
        var parts = name.Split('/');
        if (Refusal != 0)
        {
            context.Response.StatusCode = Refusal;
        }
        else if (name == "_catalog")
        {
            await ListAsync(context, "repositories", [.. _tags.Keys]);
        }
        else if (name.EndsWith("/tags/list", StringComparison.Ordinal) && _tags.TryGetValue(string.Join('/', parts[..^2]), out var tags))
        {
            await ListAsync(context, "tags", [.. tags.Keys]);
        }
        else if (parts.Length > 2 && _blobs.TryGetValue(Digest(string.Join('/', parts[..^2]), parts[^1]), out var blob))
        {
            context.Response.ContentType = blob.Type.Length > 0 ? blob.Type : "application/octet-stream";
            context.Response.ContentLength = blob.Bytes.Length;
            context.Response.Headers["Docker-Content-Digest"] = Digest(string.Join('/', parts[..^2]), parts[^1]);
            await context.Response.Body.WriteAsync(context.Request.Method == "HEAD" ? default : blob.Bytes);
        }
        else
        {
            context.Response.StatusCode = 404;
        }
    }

    private string Digest(string repository, string reference) =>
        _tags.GetValueOrDefault(repository)?.GetValueOrDefault(reference) ?? reference;

    private static async Task ListAsync(HttpContext context, string member, List<string> names)
    {
        var last = context.Request.Query["last"].ToString();
        var page = names.Where(name => string.CompareOrdinal(name, last) > 0).Take(PageSize).ToList();
        if (page.Count > 0 && page[^1] != names[^1])
        {
            context.Response.Headers.Link = $"<{context.Request.Path}?n={PageSize}&last={page[^1]}>; rel=\"next\"";
        }

        await context.Response.WriteAsync($$"""{"{{member}}":[{{string.Join(',', page.Select(name => $"\"{name}\""))}}]}""");
    }
}
