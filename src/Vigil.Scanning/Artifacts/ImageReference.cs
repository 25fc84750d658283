using Vigil.Domain.Diagnostics;

namespace Vigil.Scanning.Artifacts;

/// <summary>The name of an image in a registry, <c>[registry/]repository[:tag][@digest]</c>, as Docker reads it.</summary>
/// <seealso href="https://github.com/distribution/reference"/>
/// <param name="Registry">Host and port; <c>docker.io</c> when none is written.</param>
/// <param name="Repository">Path in the registry; <c>library/</c> is put before a single name on Docker Hub.</param>
/// <param name="Tag"><c>latest</c> when neither tag nor digest is written; empty when only a digest is.</param>
/// <param name="Digest"><c>sha256:…</c>, or empty. It wins over a tag.</param>
public sealed record ImageReference(string Registry, string Repository, string Tag, string Digest)
{
    private const int MaxNameLength = 255, MaxTagLength = 128;

    private const string DockerHub = "docker.io";

    /// <summary>What to ask the registry for.</summary>
    public string TagOrDigest => Digest.Length > 0 ? Digest : Tag;

    /// <summary>Reads a reference.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static ImageReference Parse(string text) => TryParse(text, out var reference)
        ? reference
        : throw new FormatException($"'{Quote.Of(text)}' is no image reference: expected [registry/]repository[:tag][@digest], in lower case.");

    /// <summary>Reads a reference.</summary>
    public static bool TryParse(string text, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out ImageReference? reference)
    {
        ArgumentNullException.ThrowIfNull(text);
        reference = null;
        var (name, digest) = Cut(text, text.IndexOf('@', StringComparison.Ordinal));
        if (digest is not null && !ContentDigest.TryParse(digest, out _))
        {
            return false;
        }

        // a colon before the last slash belongs to the port
        var colon = name.LastIndexOf(':');
        (name, var tag) = Cut(name, colon > name.LastIndexOf('/') ? colon : -1);
        var (first, rest) = Cut(name, name.IndexOf('/', StringComparison.Ordinal));
        var hasRegistry = rest is not null && (first.Contains('.', StringComparison.Ordinal) || first.Contains(':', StringComparison.Ordinal) || first == "localhost");
        var registry = hasRegistry ? first : DockerHub;
        registry = registry == "index.docker.io" ? DockerHub : registry;
        var repository = hasRegistry ? rest ?? "" : name;
        if (registry == DockerHub && !repository.Contains('/', StringComparison.Ordinal))
        {
            repository = "library/" + repository;
        }

        if (name.Length > MaxNameLength || !IsHost(registry) || !repository.Split('/').All(IsPathPart) || (tag is not null && !IsTag(tag)))
        {
            return false;
        }

        reference = new ImageReference(registry, repository, tag ?? (digest is null ? "latest" : ""), digest ?? "");
        return true;
    }

    /// <inheritdoc/>
    public override string ToString() =>
        $"{Registry}/{Repository}{(Tag.Length > 0 ? ":" + Tag : "")}{(Digest.Length > 0 ? "@" + Digest : "")}";

    private static (string Before, string? After) Cut(string text, int at) => at < 0 ? (text, null) : (text[..at], text[(at + 1)..]);

    private static bool IsHost(string host) =>
        host.Length > 0 && host.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or ':' or '[' or ']') && Uri.TryCreate($"https://{host}/", UriKind.Absolute, out _);

    private static bool IsPathPart(string part) =>
        part.Length > 0 && char.IsAsciiLetterOrDigit(part[0]) && char.IsAsciiLetterOrDigit(part[^1])
        && part.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '.' or '_' or '-') && !part.Contains("..", StringComparison.Ordinal);

    private static bool IsTag(string tag) =>
        tag.Length is > 0 and <= MaxTagLength && tag[0] is not '.' and not '-' && tag.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-');
}
