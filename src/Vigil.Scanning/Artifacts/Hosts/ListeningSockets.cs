using Vigil.Domain.Packages;
using Vigil.Scanning.Extraction;

namespace Vigil.Scanning.Artifacts.Hosts;

/// <summary>What waits for packets on this machine, in its network namespace.</summary>
internal static class ListeningSockets
{
    // a gateway has some hundred thousand connections
    private const int MaxLines = 4_000_000;

    /// <summary>Looks, as far as this process may: the processes of others are seen with CAP_SYS_PTRACE and CAP_DAC_READ_SEARCH.</summary>
    /// <param name="proc">Where the kernel shows itself: <c>/proc</c>.</param>
    /// <param name="root">The root file system of the host.</param>
    /// <param name="diagnostics">Takes what could not be seen.</param>
    /// <returns>The sockets in ordinal order of protocol, port, address; without packages.</returns>
    public static IReadOnlyList<ListeningSocket> Read(string proc, string root, DiagnosticList diagnostics)
    {
        var open = ((string[])["tcp", "tcp6", "udp", "udp6"]).SelectMany(table => Table($"{proc}/net/{table}", table, diagnostics)).ToList();
        var owners = new SocketOwners(proc, root).Of([.. open.Select(one => one.Socket.Inode)]);
        var sockets = open.Select(one => Describe(one.Protocol, one.Socket, owners.GetValueOrDefault(one.Socket.Inode))).Distinct()
            .OrderBy(socket => socket.Protocol, StringComparer.Ordinal)
            .ThenBy(socket => socket.Port)
            .ThenBy(socket => socket.Address, StringComparer.Ordinal)
            .ThenBy(socket => socket.ProcessName, StringComparer.Ordinal)
            .ToList();
        var hidden = sockets.Count(socket => socket.ProcessName.Length == 0);
        if (hidden > 0)
        {
            diagnostics.Report(
                ArtifactCodes.SocketOwnersHidden, proc, $"The processes of {hidden} of {sockets.Count} listening sockets could not be seen: they belong to others or to the kernel.");
        }

        return sockets;
    }

    private static List<(string Protocol, OpenSocket Socket)> Table(string path, string table, DiagnosticList diagnostics)
    {
        var isTcp = table.StartsWith("tcp", StringComparison.Ordinal);
        if (!File.Exists(path))
        {
            return []; // a kernel without IPv6
        }

        try
        {
            return [.. SocketTable.Read(File.ReadLines(path).Take(MaxLines), isTcp).Select(socket => (isTcp ? "TCP" : "UDP", socket))];
        }
        catch (Exception ex) when (ex is IOException or UnauthorizedAccessException)
        {
            diagnostics.Report(ArtifactCodes.SocketsUnreadable, path, $"The listening sockets cannot be listed: {ex.Message}");
            return [];
        }
    }

    private static ListeningSocket Describe(string protocol, OpenSocket socket, SocketOwner? owner) =>
        new(protocol, socket.Address.ToString(), socket.Port, owner?.Name ?? "", owner?.Program ?? "");
}
