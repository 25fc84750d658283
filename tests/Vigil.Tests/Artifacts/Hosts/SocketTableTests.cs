using FsCheck.Xunit;
using Vigil.Scanning.Artifacts.Hosts;

namespace Vigil.Tests.Artifacts.Hosts;

public sealed class SocketTableTests
{
    private const string Head = "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode";

    [Theory]
    [InlineData("   0: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 12345 1 0000000000000000 100 0 0 10 0", "127.0.0.1", 8080)]
    [InlineData("   1: 00000000:0016 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 12345 1 0000000000000000 100 0 0 10 0", "0.0.0.0", 22)]
    [InlineData("   0: 00000000000000000000000000000000:01BB 00000000000000000000000000000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 12345 1 0 100 0 0 10 0", "::", 443)]
    [InlineData("   0: 00000000000000000000000001000000:0CEA 00000000000000000000000000000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 12345 1 0 100 0 0 10 0", "::1", 3306)]
    [InlineData("   0: B80D01200000000000000000010000A0:0050 00000000000000000000000000000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 12345 1 0 100 0 0 10 0", "2001:db8::a000:1", 80)]
    [InlineData("   0: 0000000000000000FFFF00000100007F:0050 00000000000000000000000000000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 12345 1 0 100 0 0 10 0", "127.0.0.1", 80)]
    public void Address_port_and_inode_of_a_listening_socket_are_read(string line, string address, int port)
    {
        var socket = Assert.Single(SocketTable.Read([Head, line], isTcp: true));

        Assert.Equal((address, port, 12345L), (socket.Address.ToString(), (int)socket.Port, socket.Inode));
    }

    [Fact]
    public void Connections_do_not_listen()
    {
        const string connected = "   0: 0100007F:1F90 0100007F:C350 01 00000000:00000000 00:00000000 00000000  1000        0 12345 1 0000000000000000 100 0 0 10 0";
        const string unconnected = "   0: 00000000:0035 00000000:0000 07 00000000:00000000 00:00000000 00000000  1000        0 12345 2 0000000000000000 0";

        Assert.Empty(SocketTable.Read([connected, unconnected], isTcp: true));
        Assert.Equal(53, Assert.Single(SocketTable.Read([connected, unconnected], isTcp: false)).Port);
    }

    [Property]
    public void Any_text_is_read_without_a_fault(string[] lines) => _ = SocketTable.Read(lines.Select(line => line ?? ""), isTcp: true).Count();
}
