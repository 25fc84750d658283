using System.Globalization;
using System.Text;
using System.Text.Unicode;

namespace Vigil.Scanning.Artifacts;

/// <summary>Paths of entries: from the root of the artifact, <c>/</c> between segments, no <c>.</c>, no <c>..</c>, no empty segment.</summary>
internal static class EntryPath
{
    /// <summary>Brings a stored path into that form, in place.</summary>
    /// <param name="path">The path as stored; its beginning is overwritten.</param>
    /// <param name="length">Length of the result; 0 for the root itself.</param>
    /// <returns>
    /// <see langword="false"/>, with the path left as stored so that it can be named, when it holds a <c>..</c> segment or a NUL: such a path is refused,
    /// never resolved.
    /// </returns>
    public static bool TryNormalize(Span<byte> path, out int length)
    {
        length = path.Length;
        if (path.Contains((byte)0) || HasParentSegment(path))
        {
            return false;
        }

        length = 0;

        for (var at = 0; at < path.Length;)
        {
            var slash = path[at..].IndexOf((byte)'/');
            var segment = slash < 0 ? path[at..] : path.Slice(at, slash);
            at += segment.Length + 1;
            if (segment.IsEmpty || segment is [(byte)'.'])
            {
                continue;
            }

            if (length > 0)
            {
                path[length++] = (byte)'/';
            }

            segment.CopyTo(path[length..]);
            length += segment.Length;
        }

        return true;
    }

    private static bool HasParentSegment(ReadOnlySpan<byte> path)
    {
        if (path.IndexOf(".."u8) < 0)
        {
            return false;
        }

        foreach (var range in path.Split((byte)'/'))
        {
            if (path[range] is [(byte)'.', (byte)'.'])
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The path as text. Bytes that are no UTF-8 become <c>\xE9</c>, so that two different paths stay different.</summary>
    public static string ToText(ReadOnlySpan<byte> path)
    {
        if (Utf8.IsValid(path))
        {
            return Encoding.UTF8.GetString(path);
        }

        var text = new StringBuilder(path.Length + 16);
        Span<char> chars = stackalloc char[2];
        while (!path.IsEmpty)
        {
            var status = Rune.DecodeFromUtf8(path, out var rune, out var used);
            if (status == System.Buffers.OperationStatus.Done)
            {
                text.Append(chars[..rune.EncodeToUtf16(chars)]);
            }
            else
            {
                used = 1;
                text.Append(CultureInfo.InvariantCulture, $"\\x{path[0]:X2}");
            }

            path = path[used..];
        }

        return text.ToString();
    }

    /// <summary>Everything before the last <c>/</c>; empty for an entry of the root.</summary>
    public static string Parent(string path)
    {
        var slash = path.LastIndexOf('/');
        return slash < 0 ? "" : path[..slash];
    }

    /// <summary>Whether the path is the place or lies below it.</summary>
    public static bool IsWithin(ReadOnlySpan<char> path, ReadOnlySpan<char> place) =>
        place.IsEmpty || (path.StartsWith(place, StringComparison.Ordinal) && (path.Length == place.Length || path[place.Length] == '/'));

    /// <inheritdoc cref="IsWithin(ReadOnlySpan{char}, ReadOnlySpan{char})"/>
    public static bool IsWithin(ReadOnlySpan<byte> path, ReadOnlySpan<byte> place) =>
        place.IsEmpty || (path.StartsWith(place) && (path.Length == place.Length || path[place.Length] == (byte)'/'));
}
