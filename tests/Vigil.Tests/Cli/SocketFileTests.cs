using System.Text;
using Vigil.Cli.Commands.Reach;
using Vigil.Domain.Packages;

namespace Vigil.Tests.Cli;

public sealed class SocketFileTests
{
    private const string Lines = """
        Netid State  Recv-Q Send-Q  Local Address:Port  Peer Address:Port Process
        udp   UNCONN 0      0       127.0.0.53%lo:53         0.0.0.0:*     users:(("systemd-resolve",pid=611,fd=13))
        tcp   LISTEN 0      128           0.0.0.0:22         0.0.0.0:*     users:(("sshd",pid=812,fd=3))
        tcp   LISTEN 0      511              [::]:80            [::]:*
        tcp   LISTEN 0      4096                *:9100             *:*     users:(("node_exporter",pid=9,fd=3))
        """;

    [Fact]
    public void What_ss_prints_is_read() => Assert.Equal(
        [new("UDP", "127.0.0.53", 53, "systemd-resolve"), new("TCP", "0.0.0.0", 22, "sshd"), new("TCP", "::", 80), new ListeningSocket("TCP", "*", 9100, "node_exporter")],
        SocketFile.Parse(Encoding.UTF8.GetBytes(Lines)));

    [Fact]
    public void An_inventory_names_packages_too() => Assert.Equal(
        [new ListeningSocket("TCP", "::", 443, "nginx", "/usr/sbin/nginx", "nginx-core")],
        SocketFile.Parse("""{"packages":[],"listeningSockets":[{"protocol":"TCP","address":"::","port":443,"process":"nginx","executable":"/usr/sbin/nginx","package":"nginx-core"}]}"""u8.ToArray()));

    [Theory]
    [InlineData("nonsense")]
    [InlineData("tcp LISTEN 0 128 0.0.0.0:99999 0.0.0.0:*")]
    [InlineData("{\"packages\":[]}")]
    [InlineData("{\"listeningSockets\":[{}]}")]
    [InlineData("{\"listeningSockets\":[3]}")]
    public void Anything_else_is_refused(string text) => Assert.Throws<FormatException>(() => SocketFile.Parse(Encoding.UTF8.GetBytes(text)));
}
