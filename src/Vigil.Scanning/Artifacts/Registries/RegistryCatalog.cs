using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using Vigil.Domain.Diagnostics;
using Vigil.Scanning.Artifacts.Images;

namespace Vigil.Scanning.Artifacts.Registries;

/// <summary>What a registry holds: its repositories, their tags, and the images behind them.</summary>
/// <seealso href="https://github.com/opencontainers/distribution-spec/blob/v1.1.0/spec.md#content-discovery"/>
/// <seealso href="https://distribution.github.io/distribution/spec/api/#catalog"/>
/// <param name="registry">Host and port.</param>
/// <param name="options">Credentials and transport; the platform does not matter.</param>
public sealed class RegistryCatalog(string registry, ImageOptions options)
{
    /// <summary>Most repositories, and most tags of one, that are listed; a registry that goes on is reported.</summary>
    public const int MostNames = 100_000;

    private const int PageSize = 1_000, MaxPageBytes = 16 << 20, MaxIndexBytes = 8 << 20;

    /// <summary>All repositories, in ordinal order. Not every registry tells.</summary>
    /// <exception cref="ArtifactException">The registry refuses, cannot be reached, or its answer is none.</exception>
    public async Task<IReadOnlyList<string>> RepositoriesAsync(CancellationToken cancellation)
    {
        using var requests = Requests("registry:catalog:*");
        var root = await RegistryConnection.RootOfAsync(requests, registry, options.Insecure, cancellation);
        return await NamesAsync(requests, new Uri(root, $"_catalog?n={PageSize}"), "repositories", cancellation)
            ?? throw Failed("does not tell what repositories it has; name them");
    }

    /// <summary>The images behind the tags of a repository, each once with all its tags; of an index the images that it names.</summary>
    /// <param name="repository">The repository.</param>
    /// <param name="isWanted">Which tags count.</param>
    /// <param name="cancellation">Stops.</param>
    /// <returns>In ordinal order of the digests; empty when there is no such repository any more.</returns>
    /// <exception cref="ArtifactException">The registry refuses, cannot be reached, or its answer is none.</exception>
    public async Task<IReadOnlyList<TaggedImage>> ImagesAsync(string repository, Func<string, bool> isWanted, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(isWanted);
        using var requests = Requests($"repository:{repository}:{RegistryConnection.Pull}");
        var root = new Uri(await RegistryConnection.RootOfAsync(requests, registry, options.Insecure, cancellation), $"{repository}/");
        var tags = await NamesAsync(requests, new Uri(root, $"tags/list?n={PageSize}"), "tags", cancellation) ?? [];
        var images = new SortedDictionary<string, SortedSet<string>>(StringComparer.Ordinal);
        foreach (var tag in tags.Where(isWanted))
        {
            foreach (var digest in await DigestsAsync(requests, root, tag, cancellation))
            {
                (images.TryGetValue(digest, out var known) ? known : images[digest] = new SortedSet<string>(StringComparer.Ordinal)).Add(tag);
            }
        }

        return [.. images.Select(image => new TaggedImage(image.Key, [.. image.Value]))];
    }

    private RegistryRequests Requests(string scope) => new(scope, options.Credentials, options.Insecure, options.Time);

    // page by page, as the header Link leads (RFC 8288)
    private async Task<IReadOnlyList<string>?> NamesAsync(RegistryRequests requests, Uri first, string member, CancellationToken cancellation)
    {
        var names = new SortedSet<string>(StringComparer.Ordinal);
        for (var next = first; next is not null;)
        {
            using var response = await requests.GetAsync(next, ["application/json"], cancellation);
            if (response.StatusCode == HttpStatusCode.NotFound)
            {
                return null;
            }

            var before = names.Count;
            using var page = Parse(await ReadAsync(response, MaxPageBytes, cancellation));
            names.UnionWith(Texts(page.RootElement, member));
            if (names.Count > MostNames)
            {
                throw Failed($"names more than {MostNames} {member}");
            }

            // a page that brings nothing new would lead in a circle
            next = names.Count > before ? NextOf(response, next) : null;
        }

        return [.. names];
    }

    private async Task<IReadOnlyList<string>> DigestsAsync(RegistryRequests requests, Uri root, string tag, CancellationToken cancellation)
    {
        var address = new Uri(root, $"manifests/{tag}");
        using var head = await requests.SendAsync(at => Manifest(HttpMethod.Head, at), address, cancellation);
        var digest = head.Headers.TryGetValues("Docker-Content-Digest", out var stated) ? stated.FirstOrDefault() : null;
        if (head.StatusCode == HttpStatusCode.NotFound)
        {
            return []; // deleted since it was listed
        }

        var isIndex = head.Content.Headers.ContentType?.MediaType is RegistryBlobStore.OciIndex or RegistryBlobStore.DockerList;
        if (!isIndex && ContentDigest.TryParse(digest, out _))
        {
            return [digest!];
        }

        using var response = await requests.SendAsync(at => Manifest(HttpMethod.Get, at), address, cancellation);
        if (response.StatusCode == HttpStatusCode.NotFound)
        {
            return [];
        }

        var manifest = await ReadAsync(response, MaxIndexBytes, cancellation);
        return ImagesOf(manifest) ?? [ContentDigest.Format(HashAlgorithmName.SHA256, SHA256.HashData(manifest))];
    }

    // null for what is no index, and for what cannot be read: the scan says then what is wrong with it
    private static IReadOnlyList<string>? ImagesOf(byte[] manifest)
    {
        try
        {
            return OciDocument.Parse(manifest).Manifests is { } images
                ? [.. images.Where(image => !image.IsAttestation && image.Platform is not { Os: "unknown" }).Select(image => image.Digest.Text)]
                : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private async Task<byte[]> ReadAsync(HttpResponseMessage response, int maxBytes, CancellationToken cancellation)
    {
        try
        {
            await response.Content.LoadIntoBufferAsync(maxBytes, cancellation);
            return await response.Content.ReadAsByteArrayAsync(cancellation);
        }
        catch (HttpRequestException fault)
        {
            throw new ArtifactException(ArtifactCodes.RegistryFailed, $"{registry} broke off, or answered more than {maxBytes} bytes: {fault.Message}", fault);
        }
    }

    private JsonDocument Parse(byte[] json)
    {
        try
        {
            return OciDocument.ReadJson(json);
        }
        catch (FormatException fault)
        {
            throw new ArtifactException(ArtifactCodes.RegistryFailed, $"{registry} answered with something else than a list. {fault.Message}", fault);
        }
    }

    private static IEnumerable<string> Texts(JsonElement page, string member) =>
        OciDescriptor.Member(page, member) is { ValueKind: JsonValueKind.Array } list
            ? list.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.String).Select(item => item.GetString()!).Where(name => ImageReference.TryParse($"r.example/{(member == "tags" ? "a:" : "")}{name}", out _))
            : [];

    // at the registry itself, whatever host it names
    private static Uri? NextOf(HttpResponseMessage response, Uri page)
    {
        var link = response.Headers.TryGetValues("Link", out var links) ? links.FirstOrDefault(one => one.Contains("rel=\"next\"", StringComparison.OrdinalIgnoreCase)) : null;
        var (open, close) = (link?.IndexOf('<', StringComparison.Ordinal) ?? -1, link?.IndexOf('>', StringComparison.Ordinal) ?? -1);
        return open >= 0 && close > open && Uri.TryCreate(page, link![(open + 1)..close], out var next) ? new Uri(page, next.PathAndQuery) : null;
    }

    private static HttpRequestMessage Manifest(HttpMethod method, Uri address)
    {
        var request = new HttpRequestMessage(method, address);
        request.Headers.Accept.ParseAdd(string.Join(", ", RegistryBlobStore.ManifestTypes));
        return request;
    }

    private ArtifactException Failed(string what) => new(ArtifactCodes.RegistryFailed, $"{registry} {Quote.Of(what)}.");
}

/// <summary>An image of a repository.</summary>
/// <param name="Digest"><c>sha256:…</c> of its manifest.</param>
/// <param name="Tags">The tags that lead to it, in ordinal order.</param>
public sealed record TaggedImage(string Digest, IReadOnlyList<string> Tags);
