using Vigil.Domain.Packages;
using Vigil.Domain.Scoring;
using Vigil.Reachability;

namespace Vigil.Tests.Reachability;

public sealed class SocketExposureTests
{
    [Theory]
    [InlineData("TCP", "0.0.0.0", 443, true)]
    [InlineData("TCP", "::", 443, true)]
    [InlineData("TCP", "*", 443, true)]
    [InlineData("TCP", "10.0.1.5", 443, true)]
    [InlineData("TCP", "10.0.1.6", 443, false)]
    [InlineData("TCP", "127.0.0.1", 443, false)]
    [InlineData("TCP", "::1", 443, false)]
    [InlineData("TCP", "nonsense", 443, false)]
    [InlineData("TCP", "0.0.0.0", 444, false)]
    [InlineData("UDP", "0.0.0.0", 443, false)]
    public void A_socket_is_reached_when_packets_to_its_address_and_port_get_in(string protocol, string address, ushort port, bool isReached)
    {
        var exposures = new ReachabilityAnalysis(ChangeTests.Read("web", "")).Of("i-1");

        var reached = SocketExposure.Of(exposures, [new(protocol, address, port, "nginx", "/usr/sbin/nginx", "nginx-core")]);

        Assert.Equal(isReached, !reached.IsEmpty);
    }

    [Fact]
    public void What_listens_is_told_with_origin_clients_and_path()
    {
        var exposures = new ReachabilityAnalysis(ChangeTests.Read("web", "")).Of("i-1");

        var reached = Assert.Single(SocketExposure.Of(exposures, [new("TCP", "0.0.0.0", 443, "nginx", "", "nginx-core")]));

        Assert.Equal((ReachableFrom.Internet, "0.0.0.0/0", "nginx-core"), (reached.From, reached.Clients, reached.Socket.Package));
        Assert.Equal("igw-1 acl-1 sg-1 eni-1 i-1", string.Join(' ', reached.Path.Steps.Items.Select(step => step.ComponentId)));
    }

    [Fact]
    public void What_only_a_peered_network_reaches_says_so() =>
        Assert.Equal(ReachableFrom.Peered, Assert.Single(SocketExposure.Of(new ReachabilityAnalysis(ChangeTests.Read("peer", "")).Of("i-1"), [new("TCP", "0.0.0.0", 5432)])).From);
}
