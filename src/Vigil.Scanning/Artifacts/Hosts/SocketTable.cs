using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Vigil.Scanning.Artifacts.Hosts;

/// <summary>Reads the tables of sockets that the kernel shows: <c>/proc/net/tcp</c>, <c>tcp6</c>, <c>udp</c>, <c>udp6</c> (proc_net(5)).</summary>
internal static class SocketTable
{
    private const string Listening = "0A";
    private const string Unconnected = "07";
    private const int InodeField = 9;

    /// <summary>The sockets of a table that wait for packets: of TCP those that listen, of UDP those that are bound and not connected.</summary>
    /// <param name="lines">The lines of the table. What is no line of one is passed over.</param>
    /// <param name="isTcp">Whether it is one of TCP.</param>
    public static IEnumerable<OpenSocket> Read(IEnumerable<string> lines, bool isTcp)
    {
        foreach (var line in lines)
        {
            if (TryRead(line, isTcp ? Listening : Unconnected, out var socket))
            {
                yield return socket;
            }
        }
    }

    // sl, local address, remote address, state, queues, timer, retransmits, uid, timeout, inode
    private static bool TryRead(string line, string state, out OpenSocket socket)
    {
        socket = default;
        var fields = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return fields.Length > InodeField && fields[3] == state
            && long.TryParse(fields[InodeField], NumberStyles.None, CultureInfo.InvariantCulture, out var inode)
            && TryReadEndPoint(fields[1], inode, out socket);
    }

    private static bool TryReadEndPoint(ReadOnlySpan<char> text, long inode, out OpenSocket socket)
    {
        socket = default;
        var colon = text.IndexOf(':');
        if (colon is not (8 or 32)
            || !ushort.TryParse(text[(colon + 1)..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var port)
            || AddressOf(text[..colon]) is not { } address)
        {
            return false;
        }

        socket = new OpenSocket(address, port, inode);
        return true;
    }

    // words of 32 bits, each as the processor holds it
    private static IPAddress? AddressOf(ReadOnlySpan<char> text)
    {
        var bytes = new byte[text.Length / 2];
        for (var word = 0; word < text.Length / 8; word++)
        {
            if (!uint.TryParse(text.Slice(word * 8, 8), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value))
            {
                return null;
            }

            BitConverter.TryWriteBytes(bytes.AsSpan(word * 4), value);
        }

        var address = new IPAddress(bytes);
        return address.AddressFamily == AddressFamily.InterNetworkV6 && address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
    }
}

/// <summary>A socket that waits for packets.</summary>
/// <param name="Address">Where.</param>
/// <param name="Port">On which port.</param>
/// <param name="Inode">By which processes that have it open know it.</param>
internal readonly record struct OpenSocket(IPAddress Address, ushort Port, long Inode);
