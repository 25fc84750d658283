using System.Net;
using System.Net.Sockets;

namespace Vigil.Reachability.Packets;

/// <summary>IP addresses as numbers on one line: IPv4 where IPv6 maps it (<c>::ffff:0:0/96</c>), IPv6 above.</summary>
/// <remarks>
/// One line means one kind of set for both families, which still never meet: no IPv6 prefix is taken to reach below <see cref="FirstIPv6"/>, where there is
/// no address that sends a packet (unspecified, loopback, mapped).
/// </remarks>
internal static class Address
{
    /// <summary>The first number that is not IPv4.</summary>
    public static readonly UInt128 FirstIPv6 = UInt128.One << 48;

    private static readonly UInt128 Mapped = (UInt128)0xffff_0000_0000;

    public static bool IsIPv4(UInt128 address) => address < FirstIPv6;

    /// <summary>Reads an address in its usual spelling.</summary>
    public static bool TryParse(ReadOnlySpan<byte> utf8, out UInt128 address) =>
        TryParse(utf8, out address, out var isIPv4) && isIPv4 == IsIPv4(address);

    /// <summary>Reads an address, also one of IPv6 that lies where IPv4 is, as the beginning of <c>::/0</c> does.</summary>
    public static bool TryParse(ReadOnlySpan<byte> utf8, out UInt128 address, out bool isIPv4)
    {
        (address, isIPv4) = (default, false);
        if (!IPAddress.TryParse(utf8, out var parsed))
        {
            return false;
        }

        isIPv4 = parsed.AddressFamily == AddressFamily.InterNetwork;
        address = Number(parsed);
        // what the platform reads beyond the four numbers of IPv4 and the plain form of IPv6 is no address in an API's answer
        return isIPv4 ? utf8.Count((byte)'.') == 3 : parsed.ScopeId == 0;
    }

    /// <summary>The address in its usual spelling.</summary>
    public static string Format(UInt128 address)
    {
        Span<byte> bytes = stackalloc byte[16];
        System.Buffers.Binary.BinaryPrimitives.WriteUInt128BigEndian(bytes, address);
        return new IPAddress(IsIPv4(address) ? bytes[12..] : bytes).ToString();
    }

    private static UInt128 Number(IPAddress address)
    {
        Span<byte> bytes = stackalloc byte[16];
        return address.TryWriteBytes(bytes, out var length) && length == 4
            ? Mapped | System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(bytes)
            : System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(bytes);
    }
}
