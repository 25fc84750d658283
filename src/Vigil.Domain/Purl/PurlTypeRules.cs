using Vigil.Domain.Diagnostics;

namespace Vigil.Domain.Purl;

/// <summary>Rules of single types that do not fit the columns of <see cref="PurlTypes"/>.</summary>
internal static class PurlTypeRules
{
    public static string? ChromeExtension(PurlParts parts)
    {
        if (parts.Name.Length != 32 || parts.Name.AsSpan().ContainsAnyExceptInRange('a', 'p'))
        {
            return $"a Chrome extension id has 32 letters from a to p, unlike '{Quote.Of(parts.Name)}'";
        }

        return parts.Version.Length == 0 || IsDottedNumber(parts.Version, maxParts: 4)
            ? null
            : $"a Chrome extension version has one to four numbers, unlike '{Quote.Of(parts.Version)}'";
    }

    public static string? CocoaPods(PurlParts parts) =>
        parts.Name[0] == '.' || parts.Name.Contains('+', StringComparison.Ordinal) || parts.Name.Any(char.IsWhiteSpace)
            ? $"a pod name has no blank, no '+' and no leading '.', unlike '{Quote.Of(parts.Name)}'"
            : null;

    /// <summary>The name is that of a distribution (<c>URI-PackageURL</c>), not of a module; the namespace is a CPAN author id.</summary>
    public static string? Cpan(PurlParts parts)
    {
        parts.Namespace = parts.Namespace.ToUpperInvariant();
        return parts.Name.Contains("::", StringComparison.Ordinal) ? $"'{Quote.Of(parts.Name)}' is a module, not a distribution" : null;
    }

    /// <summary>The namespace is the host, the name the path on it: in its own case, except at hosts that are known to ignore it.</summary>
    public static string? Git(PurlParts parts)
    {
        var path = $"{parts.Namespace}/{parts.Name}";
        var slash = path.IndexOf('/', StringComparison.Ordinal);
        parts.Namespace = path[..slash].ToLowerInvariant();
        parts.Name = path[(slash + 1)..];
        if (parts.Namespace is "github" or "github.com" or "bitbucket" or "bitbucket.org")
        {
            parts.Name = parts.Name.ToLowerInvariant();
        }

        return null;
    }

    /// <summary>Databricks ignores the case of model names, Azure ML does not.</summary>
    public static string? MlFlow(PurlParts parts)
    {
        if (parts["repository_url"].Contains("azuredatabricks.net", StringComparison.OrdinalIgnoreCase))
        {
            parts.Name = parts.Name.ToLowerInvariant();
        }

        return null;
    }

    public static string? Pub(PurlParts parts)
    {
        parts.Name = string.Create(parts.Name.Length, parts.Name, static (span, name) =>
        {
            for (var i = 0; i < span.Length; i++)
            {
                span[i] = char.IsAsciiLetterOrDigit(name[i]) ? name[i] : '_';
            }
        });
        return null;
    }

    public static string? PyPi(PurlParts parts)
    {
        parts.Name = parts.Name.Replace('_', '-');
        return null;
    }

    /// <summary>The namespace is the creator's name and, where known, its registration id; a tag that is a GUID stands in lower case.</summary>
    public static string? Swid(PurlParts parts)
    {
        if (parts.Namespace.AsSpan().Count('/') > 1)
        {
            return $"a SWID namespace has at most two segments, unlike '{Quote.Of(parts.Namespace)}'";
        }

        var tag = parts.Qualifiers.FindIndex(qualifier => qualifier.Key == "tag_id");
        if (Guid.TryParseExact(parts.Qualifiers[tag].Value, "D", out var guid))
        {
            parts.Qualifiers[tag] = new PurlQualifier("tag_id", guid.ToString("D"));
        }

        return null;
    }

    private static bool IsDottedNumber(ReadOnlySpan<char> text, int maxParts)
    {
        var count = 0;
        foreach (var part in text.Split('.'))
        {
            var digits = text[part];
            if (++count > maxParts || digits.IsEmpty || digits.ContainsAnyExceptInRange('0', '9'))
            {
                return false;
            }
        }

        return true;
    }
}
