using System.Text;
using System.Text.Unicode;

namespace Vigil.Domain.Purl;

/// <summary>Percent-encoding of UTF-8 as the specification of package URLs narrows it (RFC 3986 section 2.1).</summary>
internal static class PercentEncoding
{
    /// <summary>Appends a component with all but the plain characters encoded.</summary>
    public static void Append(StringBuilder text, ReadOnlySpan<char> component)
    {
        Span<byte> utf8 = stackalloc byte[4];
        while (true)
        {
            var special = component.IndexOfAnyExcept(PurlCharacters.Plain);
            if (special < 0)
            {
                text.Append(component);
                return;
            }

            text.Append(component[..special]);
            Rune.DecodeFromUtf16(component[special..], out var rune, out var consumed);
            foreach (var octet in utf8[..rune.EncodeToUtf8(utf8)])
            {
                text.Append('%').Append(HexDigit(octet >> 4)).Append(HexDigit(octet & 15));
            }

            component = component[(special + consumed)..];
        }
    }

    /// <summary>Appends segments with the slashes between them kept.</summary>
    public static void AppendPath(StringBuilder text, ReadOnlySpan<char> path)
    {
        for (var slash = path.IndexOf('/'); slash >= 0; slash = path.IndexOf('/'))
        {
            Append(text, path[..slash]);
            text.Append('/');
            path = path[(slash + 1)..];
        }

        Append(text, path);
    }

    /// <summary>Decodes a component. Characters that should have been encoded are taken as they are.</summary>
    /// <returns><see langword="false"/> for a broken triplet or octets that are not UTF-8.</returns>
    public static bool TryDecode(ReadOnlySpan<char> text, out string decoded)
    {
        decoded = "";
        if (!text.Contains('%'))
        {
            decoded = text.ToString();
            return true;
        }

        var octets = new byte[Encoding.UTF8.GetMaxByteCount(text.Length)];
        var length = 0;
        while (!text.IsEmpty)
        {
            var percent = text.IndexOf('%');
            var plain = percent < 0 ? text : text[..percent];
            length += Encoding.UTF8.GetBytes(plain, octets.AsSpan(length));
            text = text[plain.Length..];
            if (text.IsEmpty)
            {
                break;
            }

            if (text.Length < 3 || !char.IsAsciiHexDigit(text[1]) || !char.IsAsciiHexDigit(text[2]))
            {
                return false;
            }

            octets[length++] = (byte)((HexValue(text[1]) << 4) | HexValue(text[2]));
            text = text[3..];
        }

        if (!Utf8.IsValid(octets.AsSpan(0, length)))
        {
            return false;
        }

        decoded = Encoding.UTF8.GetString(octets, 0, length);
        return true;
    }

    private static char HexDigit(int value) => "0123456789ABCDEF"[value];

    private static int HexValue(char digit) => char.IsAsciiDigit(digit) ? digit - '0' : (digit | 0x20) - 'a' + 10;
}
