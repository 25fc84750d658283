using System.Buffers.Text;
using System.Globalization;

namespace Vigil.Reachability.Packets;

/// <summary>A block of addresses, <c>10.0.0.0/8</c> or <c>2001:db8::/32</c>. Two prefixes are either nested or apart.</summary>
/// <param name="First">Its first address.</param>
/// <param name="Last">Its last address.</param>
/// <param name="Length">Number of leading bits that its addresses share, of 32 or of 128.</param>
internal readonly record struct Prefix(UInt128 First, UInt128 Last, byte Length) : IComparable<Prefix>
{
    public bool IsIPv4 => Address.IsIPv4(First);

    public Interval<UInt128> Interval => new(First, Last);

    /// <summary>Reads a prefix; bits behind its length are ignored, as the service ignores them. An address alone is a prefix of its full length.</summary>
    public static bool TryParse(ReadOnlySpan<byte> utf8, out Prefix prefix)
    {
        prefix = default;
        var slash = utf8.IndexOf((byte)'/');
        var address = slash < 0 ? utf8 : utf8[..slash];
        if (!Address.TryParse(address, out var first, out var isIPv4))
        {
            return false;
        }

        var (bits, length) = isIPv4 ? (32, 32) : (128, 128);
        return (slash < 0 || TryParseLength(utf8[(slash + 1)..], bits, out length)) && TryMake(first, length, bits, out prefix);
    }

    /// <summary>The block of a length around an address.</summary>
    public static Prefix Around(UInt128 address, int length) =>
        TryMake(address, length, Address.IsIPv4(address) ? 32 : 128, out var prefix) ? prefix : throw new ArgumentOutOfRangeException(nameof(length));

    public bool Contains(UInt128 address) => First <= address && address <= Last;

    public bool Contains(Prefix other) => First <= other.First && other.Last <= Last;

    /// <summary>The two blocks that it consists of; it has more than one address.</summary>
    public (Prefix Left, Prefix Right) Halves()
    {
        var length = Length + 1;
        var right = Around(Last, length);
        return (TryMake(IsIPv4 || Length > 0 ? First : 0, length, IsIPv4 ? 32 : 128, out var left) ? left : right, right);
    }

    /// <summary>By place, and of those that begin at one place the widest first.</summary>
    public int CompareTo(Prefix other) => First.CompareTo(other.First) is var order && order != 0 ? order : Length.CompareTo(other.Length);

    /// <inheritdoc/>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{(Length == 0 && !IsIPv4 ? "::" : Address.Format(First))}/{Length}");

    private static bool TryMake(UInt128 address, int length, int bits, out Prefix prefix)
    {
        var hosts = bits == length ? UInt128.Zero : UInt128.MaxValue >> (128 - (bits - length));
        var (first, last) = (address & ~hosts, address | hosts);
        if (bits == 128)
        {
            first = UInt128.Max(first, Address.FirstIPv6);
        }

        prefix = new(first, last, (byte)length);
        return first <= last;
    }

    private static bool TryParseLength(ReadOnlySpan<byte> utf8, int bits, out int length) =>
        Utf8Parser.TryParse(utf8, out length, out var used) && used == utf8.Length && length >= 0 && length <= bits;
}
