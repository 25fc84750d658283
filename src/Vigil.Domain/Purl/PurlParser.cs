using System.Text;
using Vigil.Domain.Diagnostics;

namespace Vigil.Domain.Purl;

/// <summary>How the qualifier keys that a type defines may be spelled.</summary>
internal enum KeySpelling
{
    /// <summary>Exactly as the type's definition has them; keys that it does not define are folded to lower case.</summary>
    AsDefined,

    /// <summary>In any case: the reader repairs.</summary>
    AnyCase,
}

/// <summary>Splits a package URL from right to left, in the order of the specification's "How to parse a PURL".</summary>
internal static class PurlParser
{
    /// <returns>The decoded components, or <see langword="null"/> with an error.</returns>
    public static PurlParts? Split(ReadOnlySpan<char> text, KeySpelling spelling, out string? error)
    {
        if (text.Length > PackageUrl.MaxLength)
        {
            error = $"a package URL has at most {PackageUrl.MaxLength} characters, this one has {text.Length}";
            return null;
        }

        var rest = text;
        var subpathText = CutRight(ref rest, rest.LastIndexOf('#'));
        var qualifiers = CutRight(ref rest, rest.LastIndexOf('?'));
        if (!rest.StartsWith("pkg:", StringComparison.OrdinalIgnoreCase))
        {
            error = $"a package URL starts with 'pkg:', unlike '{Quote.Of(text)}'";
            return null;
        }

        rest = rest["pkg:".Length..].TrimStart('/');
        var slash = rest.IndexOf('/');
        if (slash < 0)
        {
            error = $"a type and a name are required, parted by '/', unlike '{Quote.Of(text)}'";
            return null;
        }

        var type = rest[..slash].ToString();
        rest = rest[(slash + 1)..];
        var versionAt = VersionSeparator(rest);
        var versionText = CutRight(ref rest, versionAt);
        rest = versionAt < 0 ? rest.TrimEnd('/') : rest;
        var nameStart = rest.LastIndexOf('/') + 1;
        if (!TryDecode(versionText, "version", out var version, out error)
            || !TryDecode(rest[nameStart..], "name", out var name, out error)
            || !TryDecodePath(rest[..nameStart], "namespace", dropDots: false, out var ns, out error)
            || !TryDecodePath(subpathText, "subpath", dropDots: true, out var subpath, out error))
        {
            return null;
        }

        var parts = new PurlParts { Type = type, Namespace = ns, Name = name, Version = version, Subpath = subpath };
        error = ReadQualifiers(parts, qualifiers, spelling);
        return error is null ? parts : null;
    }

    // The last '@', unless it opens a segment that others follow: the scope of pkg:npm/@babel/core.
    private static int VersionSeparator(ReadOnlySpan<char> path)
    {
        var at = path.LastIndexOf('@');
        var opensSegment = at == 0 || (at > 0 && path[at - 1] == '/');
        return opensSegment && path[at..].Contains('/') ? -1 : at;
    }

    private static ReadOnlySpan<char> CutRight(ref ReadOnlySpan<char> text, int separator)
    {
        if (separator < 0)
        {
            return default;
        }

        var right = text[(separator + 1)..];
        text = text[..separator];
        return right;
    }

    private static bool TryDecode(ReadOnlySpan<char> text, string component, out string decoded, out string? error)
    {
        var isEncoded = PercentEncoding.TryDecode(text, out decoded);
        error = isEncoded ? null : $"the {component} '{Quote.Of(text)}' is not percent-encoded UTF-8";
        return isEncoded;
    }

    private static bool TryDecodePath(ReadOnlySpan<char> text, string component, bool dropDots, out string path, out string? error)
    {
        var decodedPath = new StringBuilder(text.Length);
        path = "";
        error = null;
        foreach (var range in text.Split('/'))
        {
            if (!TryDecode(text[range], component, out var segment, out error))
            {
                return false;
            }

            if (segment.Contains('/', StringComparison.Ordinal))
            {
                error = $"a segment of the {component} '{Quote.Of(text)}' holds an encoded slash";
                return false;
            }

            PurlParts.AppendSegment(decodedPath, segment, dropDots);
        }

        path = decodedPath.ToString();
        return true;
    }

    private static string? ReadQualifiers(PurlParts parts, ReadOnlySpan<char> text, KeySpelling spelling)
    {
        var type = PurlTypes.Find(parts.Type);
        foreach (var range in text.Split('&'))
        {
            var pair = text[range];
            if (pair.IsEmpty)
            {
                continue;
            }

            var equals = pair.IndexOf('=');
            if (equals < 0)
            {
                return $"a qualifier is key=value, not '{Quote.Of(pair)}'";
            }

            var key = pair[..equals].ToString();
            if (spelling == KeySpelling.AsDefined && type?.Misspells(key) == true)
            {
                return $"type '{type.Name}' spells the qualifier '{key.ToLowerInvariant()}', not '{key}'";
            }

            if (!TryDecode(pair[(equals + 1)..], "qualifier", out var value, out var error))
            {
                return error;
            }

            if (parts.AddQualifier(key, value) is { } refusal)
            {
                return refusal;
            }
        }

        return null;
    }
}
