using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Vigil.Domain.Purl;

/// <summary>A package URL (ECMA-427, package-url/purl-spec 2026-08), always valid and in canonical form.</summary>
/// <remarks>Components are held decoded; <see cref="ToString"/> encodes. Rules of the known types stand in <see cref="PurlTypes"/>.</remarks>
public sealed record PackageUrl
{
    /// <summary>Longest text that is read, in characters.</summary>
    public const int MaxLength = 16 * 1024;

    // a character of UTF-16 takes at most three octets of UTF-8, an octet three characters
    private const int LongestEscape = 9;

    internal PackageUrl(PurlParts parts)
    {
        Type = parts.Type;
        Namespace = parts.Namespace;
        Name = parts.Name;
        Version = parts.Version;
        Qualifiers = [.. parts.Qualifiers];
        Subpath = parts.Subpath;
    }

    /// <summary>Type in lower case: <c>deb</c>, <c>npm</c>.</summary>
    public string Type { get; }

    /// <summary>Namespace segments joined by <c>/</c>, decoded; empty when absent.</summary>
    public string Namespace { get; }

    /// <summary>Name, decoded.</summary>
    public string Name { get; }

    /// <summary>Version, decoded; empty when absent.</summary>
    public string Version { get; }

    /// <summary>Qualifiers sorted by key, without empty values.</summary>
    public EquatableArray<PurlQualifier> Qualifiers { get; }

    /// <summary>Path inside the package; empty when absent.</summary>
    public string Subpath { get; }

    /// <summary>Reads a package URL and brings it into canonical form.</summary>
    /// <param name="text">At most <see cref="MaxLength"/> characters.</param>
    /// <param name="purl">The package URL, or <see langword="null"/> when the text is none.</param>
    /// <param name="error">What was expected and found, or <see langword="null"/>.</param>
    public static bool TryParse(ReadOnlySpan<char> text, [NotNullWhen(true)] out PackageUrl? purl, [NotNullWhen(false)] out string? error) =>
        TryRead(text, KeySpelling.AsDefined, out purl, out error);

    /// <summary>As <see cref="TryParse"/>, but also mends the case of qualifier keys that the type defines (<c>Arch=</c> of an rpm).</summary>
    public static bool TryCanonicalize(
        ReadOnlySpan<char> text, [NotNullWhen(true)] out PackageUrl? purl, [NotNullWhen(false)] out string? error) =>
        TryRead(text, KeySpelling.AnyCase, out purl, out error);

    /// <summary>Reads a package URL.</summary>
    /// <exception cref="FormatException">The text is not a package URL; the message says why.</exception>
    public static PackageUrl Parse(ReadOnlySpan<char> text) =>
        TryParse(text, out var purl, out var error) ? purl : throw new FormatException(error);

    /// <summary>Builds a package URL from decoded components, normalised as the type demands.</summary>
    /// <param name="type">Type in any case.</param>
    /// <param name="ns">Namespace segments joined by <c>/</c>, or nothing.</param>
    /// <param name="name">Name.</param>
    /// <param name="version">Version, or nothing.</param>
    /// <param name="qualifiers">Qualifiers in any order; those with an empty value are left out.</param>
    /// <param name="subpath">Path inside the package, or nothing.</param>
    /// <param name="purl">The package URL, or <see langword="null"/> when the components make none.</param>
    /// <param name="error">What was expected and found, or <see langword="null"/>.</param>
    public static bool TryCreate(
        string? type,
        string? ns,
        string? name,
        string? version,
        ReadOnlySpan<PurlQualifier> qualifiers,
        string? subpath,
        [NotNullWhen(true)] out PackageUrl? purl,
        [NotNullWhen(false)] out string? error)
    {
        var parts = new PurlParts
        {
            Type = type ?? "",
            Namespace = PurlParts.JoinSegments(ns),
            Name = (name ?? "").Trim('/'),
            Version = version ?? "",
            Subpath = PurlParts.JoinSegments(subpath, dropDots: true),
        };
        error = null;
        foreach (var (key, value) in qualifiers)
        {
            error ??= parts.AddQualifier(key ?? "", value ?? "");
        }

        return TryFinish(error is null ? parts : null, out purl, ref error);
    }

    /// <summary>Builds a package URL from decoded components, as <see cref="TryCreate"/>.</summary>
    /// <exception cref="FormatException">The components make no package URL; the message says why.</exception>
    public static PackageUrl Create(
        string? type,
        string? ns,
        string? name,
        string? version = null,
        ReadOnlySpan<PurlQualifier> qualifiers = default,
        string? subpath = null) =>
        TryCreate(type, ns, name, version, qualifiers, subpath, out var purl, out var error) ? purl : throw new FormatException(error);

    /// <summary>Value of a qualifier, or empty when it is absent.</summary>
    public string Qualifier(string key)
    {
        foreach (var qualifier in Qualifiers)
        {
            if (qualifier.Key == key)
            {
                return qualifier.Value;
            }
        }

        return "";
    }

    /// <summary>The canonical text.</summary>
    public override string ToString()
    {
        var text = new StringBuilder("pkg:", 96).Append(Type).Append('/');
        if (Namespace.Length > 0)
        {
            PercentEncoding.AppendPath(text, Namespace);
            text.Append('/');
        }

        AppendName(text);
        if (Version.Length > 0)
        {
            PercentEncoding.Append(text.Append('@'), Version);
        }

        var separator = '?';
        foreach (var (key, value) in Qualifiers)
        {
            PercentEncoding.Append(text.Append(separator).Append(key).Append('='), value);
            separator = '&';
        }

        if (Subpath.Length > 0)
        {
            PercentEncoding.AppendPath(text.Append('#'), Subpath);
        }

        return text.ToString();
    }

    private void AppendName(StringBuilder text)
    {
        if (Name.Contains('/', StringComparison.Ordinal) && PurlTypes.Find(Type) is { NameIsPath: true })
        {
            PercentEncoding.AppendPath(text, Name);
        }
        else
        {
            PercentEncoding.Append(text, Name);
        }
    }

    // what is read can be written and read again: escapes may make the canonical form longer than the text
    private static bool TryRead(ReadOnlySpan<char> text, KeySpelling spelling, [NotNullWhen(true)] out PackageUrl? purl, [NotNullWhen(false)] out string? error)
    {
        if (TryFinish(PurlParser.Split(text, spelling, out error), out purl, ref error) && text.Length > MaxLength / LongestEscape && purl.ToString().Length > MaxLength)
        {
            (purl, error) = (null, $"a package URL has at most {MaxLength} characters, the canonical form of this one has more");
        }

        return purl is not null;
    }

    private static bool TryFinish(PurlParts? parts, [NotNullWhen(true)] out PackageUrl? purl, [NotNullWhen(false)] ref string? error)
    {
        error ??= parts?.Normalize();
        purl = error is null && parts is not null ? new PackageUrl(parts) : null;
        error = purl is null ? error ?? "no components" : null;
        return purl is not null;
    }
}
