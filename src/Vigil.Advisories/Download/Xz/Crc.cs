namespace Vigil.Advisories.Download.Xz;

/// <summary>The reflected cyclic redundancy checks of the xz format: CRC-32 (IEEE 802.3) and CRC-64 (ECMA-182).</summary>
internal sealed class Crc
{
    /// <summary>Check of headers.</summary>
    public static Crc Crc32 { get; } = new(0xEDB88320, uint.MaxValue);

    /// <summary>Default check of contents.</summary>
    public static Crc Crc64 { get; } = new(0xC96C5795D7870F42, ulong.MaxValue);

    private readonly ulong[] _table = new ulong[256];
    private readonly ulong _mask;

    private Crc(ulong polynomial, ulong mask)
    {
        _mask = mask;
        for (var i = 0; i < _table.Length; i++)
        {
            var value = (ulong)i;
            for (var bit = 0; bit < 8; bit++)
            {
                value = (value & 1) == 0 ? value >> 1 : (value >> 1) ^ polynomial;
            }

            _table[i] = value;
        }
    }

    /// <summary>Continues a check; the first call passes zero.</summary>
    public ulong Append(ulong crc, ReadOnlySpan<byte> bytes)
    {
        crc ^= _mask;
        foreach (var b in bytes)
        {
            crc = _table[(byte)(crc ^ b)] ^ (crc >> 8);
        }

        return crc ^ _mask;
    }
}
