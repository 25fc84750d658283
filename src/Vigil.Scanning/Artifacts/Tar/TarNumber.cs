namespace Vigil.Scanning.Artifacts.Tar;

/// <summary>Numbers of a tar header: octal text, or base-256 as GNU tar writes what octal cannot hold.</summary>
/// <seealso href="https://www.gnu.org/software/tar/manual/html_node/Standard.html"/>
internal static class TarNumber
{
    /// <summary>Reads a field.</summary>
    /// <returns><see langword="false"/> when it is no number or below zero.</returns>
    public static bool TryParse(ReadOnlySpan<byte> field, out long value)
    {
        if ((field[0] & 0x80) != 0)
        {
            return TryParseBase256(field, out value);
        }

        value = 0;
        var text = field.Trim(" \0"u8);
        var end = text.IndexOfAny((byte)' ', (byte)'\0');
        foreach (var digit in end < 0 ? text : text[..end])
        {
            if (digit is < (byte)'0' or > (byte)'7' || value > long.MaxValue >> 3)
            {
                return false;
            }

            value = (value << 3) | (uint)(digit - '0');
        }

        return true;
    }

    /// <summary>Reads decimal digits, as PAX records hold them. A fraction is not a size.</summary>
    public static bool TryParseDecimal(ReadOnlySpan<byte> text, out long value)
    {
        value = 0;
        foreach (var digit in text)
        {
            if (digit is < (byte)'0' or > (byte)'9' || value > (long.MaxValue - 9) / 10)
            {
                return false;
            }

            value = (value * 10) + (digit - '0');
        }

        return text.Length > 0;
    }

    /// <summary>Whether the sum that a header states is that of its bytes; some old writers summed signed bytes.</summary>
    public static bool ChecksumIsRight(ReadOnlySpan<byte> header)
    {
        if (!TryParse(header.Slice(TarHeader.ChecksumOffset, 8), out var stated))
        {
            return false;
        }

        long unsigned = 8 * ' ', signed = 8 * ' ';
        for (var i = 0; i < header.Length; i++)
        {
            if (i is < TarHeader.ChecksumOffset or >= TarHeader.ChecksumOffset + 8)
            {
                unsigned += header[i];
                signed += (sbyte)header[i];
            }
        }

        return stated == unsigned || stated == signed;
    }

    private static bool TryParseBase256(ReadOnlySpan<byte> field, out long value)
    {
        // bit 7 of the first byte marks the form, bit 6 is the sign
        value = field[0] & 0x3F;
        if ((field[0] & 0x40) != 0)
        {
            return false;
        }

        foreach (var next in field[1..])
        {
            if (value > long.MaxValue >> 8)
            {
                return false;
            }

            value = (value << 8) | next;
        }

        return true;
    }
}
