using System.Buffers;
using System.Text;
using Vigil.Domain.Diagnostics;

namespace Vigil.Domain.Purl;

/// <summary>Decoded components on their way to a <see cref="PackageUrl"/>: not yet normalised, not yet checked.</summary>
internal sealed class PurlParts
{
    public required string Type { get; set; }

    public string Namespace { get; set; } = "";

    public string Name { get; set; } = "";

    public string Version { get; set; } = "";

    public List<PurlQualifier> Qualifiers { get; } = [];

    public string Subpath { get; set; } = "";

    /// <summary>Value of a qualifier, or empty when it is absent.</summary>
    public string this[string key] => Qualifiers.Find(qualifier => qualifier.Key == key).Value ?? "";

    /// <summary>Adds a qualifier with its key in lower case; one without a value is as good as none.</summary>
    /// <returns>Why it cannot be added, or <see langword="null"/>.</returns>
    public string? AddQualifier(string key, string value)
    {
        if (key.Length == 0 || !char.IsAsciiLetter(key[0]) || key.AsSpan().ContainsAnyExcept(PurlCharacters.Key))
        {
            return $"a qualifier key starts with a letter and has only letters, digits, '.', '-' and '_', not '{Quote.Of(key)}'";
        }

        key = key.ToLowerInvariant();
        if (this[key].Length > 0)
        {
            return $"qualifier '{key}' is there twice";
        }

        if (value.Length > 0)
        {
            Qualifiers.Add(new PurlQualifier(key, value));
        }

        return null;
    }

    /// <summary>Brings the components into canonical form.</summary>
    /// <returns>Which rule they break, or <see langword="null"/>.</returns>
    public string? Normalize()
    {
        if (Type.Length == 0 || !char.IsAsciiLetter(Type[0]) || Type.AsSpan().ContainsAnyExcept(PurlCharacters.Type))
        {
            return $"a type starts with a letter and has only letters, digits, '.' and '-', not '{Quote.Of(Type)}'";
        }

        Type = Type.ToLowerInvariant();
        Qualifiers.Sort(static (left, right) => string.CompareOrdinal(left.Key, right.Key));
        if (Name.Length == 0)
        {
            return "a name is required";
        }

        if (!IsUnicode(Namespace) || !IsUnicode(Name) || !IsUnicode(Version) || !IsUnicode(Subpath) || !Qualifiers.TrueForAll(q => IsUnicode(q.Value)))
        {
            return "a component has half of a surrogate pair";
        }

        if (Version.Length > 0 && this["vers"].Length > 0)
        {
            return "a version and a 'vers' qualifier exclude each other";
        }

        return PurlTypes.Find(Type)?.Apply(this);
    }

    private static bool IsUnicode(ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty)
        {
            if (Rune.DecodeFromUtf16(text, out _, out var consumed) != OperationStatus.Done)
            {
                return false;
            }

            text = text[consumed..];
        }

        return true;
    }

    /// <summary>Drops empty segments and, in a subpath, <c>.</c> and <c>..</c>.</summary>
    public static string JoinSegments(string? path, bool dropDots = false)
    {
        if (string.IsNullOrEmpty(path))
        {
            return "";
        }

        var joined = new StringBuilder(path.Length);
        foreach (var range in path.AsSpan().Split('/'))
        {
            AppendSegment(joined, path.AsSpan(range), dropDots);
        }

        return joined.ToString();
    }

    /// <summary>Appends one decoded segment, unless it means nothing.</summary>
    public static void AppendSegment(StringBuilder path, ReadOnlySpan<char> segment, bool dropDots)
    {
        if (segment.IsEmpty || (dropDots && segment is "." or ".."))
        {
            return;
        }

        if (path.Length > 0)
        {
            path.Append('/');
        }

        path.Append(segment);
    }
}
