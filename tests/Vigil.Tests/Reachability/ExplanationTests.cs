using Vigil.Reachability;
using Vigil.Reachability.Packets;

namespace Vigil.Tests.Reachability;

public sealed class ExplanationTests
{
    [Theory]
    [InlineData("web", "-RouteTables/0/Routes/1", "rtb-1", "rtb-1: route 0.0.0.0/0 to igw-1")]
    [InlineData("web", "SecurityGroups/0/IpPermissions=[]", "sg-1", "sg-1: an inbound rule that allows TCP 443 from 0.0.0.0/0")]
    [InlineData("web", "-NetworkAcls/0/Entries/0", "acl-1", "acl-1: an inbound entry before those that deny, allow TCP 443 from 0.0.0.0/0")]
    [InlineData("web", "-NetworkAcls/0/Entries/1", "acl-1", "acl-1: an outbound entry before those that deny, allow TCP 1024-65535 to 0.0.0.0/0")]
    [InlineData("web", "Reservations/0/Instances/0/State/Name=\"stopped\"", "i-1", "start it")]
    [InlineData("web", "-NetworkInterfaces/0/PrivateIpAddresses/0/Association", "igw-1", "associate an Elastic IP address with it")]
    [InlineData("web", "InternetGateways=[]", "vpc-1", "attach an internet gateway to vpc-1")]
    [InlineData("peer", "VpcPeeringConnections/0/AccepterVpcInfo/CidrBlockSet=[] ; VpcPeeringConnections/0/AccepterVpcInfo/CidrBlock=\"fd00::/8\"", "pcx-1", "add a block of this family to the peer network")]
    public void Of_a_closed_port_the_hop_that_blocks_is_named_and_what_would_open_it(string network, string changes, string component, string change)
    {
        var port = network == "peer" ? (ushort)5432 : (ushort)443;

        var explanation = new ReachabilityAnalysis(ChangeTests.Read(network, changes)).Explain("i-1", Transport.Tcp, port);

        Assert.Empty(explanation.Open);
        var way = explanation.Blocked[0];
        Assert.Equal(component, Assert.Single(way.Obstacles).Component.Id);
        Assert.Equal(change, Assert.Single(way.SmallestChange).Change);
    }

    [Fact]
    public void The_smallest_change_leaves_alone_what_lets_some_client_by()
    {
        // the route lets only one block through, the group only another: one of them must change, and the ACL not
        var snapshot = ChangeTests.Read("web", """RouteTables/0/Routes/1/DestinationCidrBlock="8.0.0.0/8" ; SecurityGroups/0/IpPermissions/0/IpRanges/0/CidrIp="9.0.0.0/8" """.Trim());

        var way = new ReachabilityAnalysis(snapshot).Explain("i-1", Transport.Tcp, 443).Blocked[0];

        Assert.Empty(way.Obstacles);
        Assert.Equal("rtb-1: route 9.0.0.0/8 to igw-1", Assert.Single(way.SmallestChange).Change);
    }

    [Fact]
    public void A_reply_to_a_load_balancer_passes_both_subnets_with_the_same_port()
    {
        // the target's subnet lets replies out to some ports, the node's lets them in at all others
        var snapshot = ChangeTests.Read(
            "alb",
            """
            NetworkAcls/1/Entries/1={"RuleNumber":100,"Egress":true,"Protocol":"6","RuleAction":"allow","CidrBlock":"0.0.0.0/0","PortRange":{"From":2000,"To":2999}} ; NetworkAcls/0/Entries/+={"RuleNumber":50,"Egress":false,"Protocol":"6","RuleAction":"deny","CidrBlock":"10.0.9.0/24","PortRange":{"From":2000,"To":2999}}
            """.Trim());

        var explanation = new ReachabilityAnalysis(snapshot).Explain("i-1", Transport.Tcp, 8080);

        Assert.Empty(explanation.Open);
        var obstacle = Assert.Single(explanation.Blocked.Single(way => way.Via.Length > 0 && way.Via != Exposure.Direct).SmallestChange);
        Assert.StartsWith("its inbound entries drop TCP 2000-2999 from 10.0.9.5", obstacle.Reason, StringComparison.Ordinal);
        Assert.Equal("acl-1: an inbound entry before those that deny, allow TCP 1024-65535 from 10.0.9.5/32", obstacle.Change);
    }

    [Fact]
    public void Of_an_open_port_path_reply_and_packet_are_told()
    {
        var exposure = Assert.Single(new ReachabilityAnalysis(ChangeTests.Read("web", "")).Explain("i-1", Transport.Tcp, 443).Open);

        Assert.Equal("igw-1 > acl-1 > sg-1 > eni-1 > i-1", string.Join(" > ", exposure.Path));
        Assert.Equal("i-1 > eni-1 > rtb-1 > acl-1 > igw-1", string.Join(" > ", exposure.ReplyPath));
        Assert.Equal("1.0.0.0 port 1024 to 198.51.100.1 port 443", exposure.Witness.Sent.ToString());
        Assert.Equal("1.0.0.0 port 1024 to 10.0.1.5 port 443", exposure.Witness.Delivered.ToString());
    }

    [Fact]
    public void Behind_a_load_balancer_the_packet_that_arrives_is_the_nodes_own()
    {
        var exposure = Assert.Single(new ReachabilityAnalysis(ChangeTests.Read("alb", "")).Exposures);

        Assert.Equal("1.0.0.0 port 1024 to 198.51.100.2 port 80", exposure.Witness.Sent.ToString());
        Assert.Equal("10.0.1.100 port 1024 to 10.0.9.5 port 8080", exposure.Witness.Delivered.ToString());
        Assert.Equal(["0.0.0.0/0"], exposure.Clients);
    }

    [Fact]
    public void Clients_are_told_as_the_widest_blocks_that_hold_no_other_client()
    {
        var snapshot = ChangeTests.Read("web", """RouteTables/0/Routes/+={"DestinationCidrBlock":"128.0.0.0/1","NatGatewayId":"nat-1","State":"active"}""");

        Assert.Equal(["0.0.0.0/1"], Assert.Single(new ReachabilityAnalysis(snapshot).Exposures).Clients);
    }

    [Fact]
    public void An_instance_that_is_not_there_is_not_called_closed() =>
        Assert.False(new ReachabilityAnalysis(ChangeTests.Read("web", "")).Explain("i-9", Transport.Tcp, 443).IsKnown);

    [Fact]
    public void A_diagram_draws_requests_and_replies_and_lets_no_id_break_out()
    {
        var snapshot = ChangeTests.Read("web", """NetworkInterfaces/0/NetworkInterfaceId="eni\"]<script>" """.Trim());

        var diagram = PathDiagram.Mermaid([.. new ReachabilityAnalysis(snapshot).Exposures]);

        Assert.Contains("n0 -->|443/tcp| n1\n", diagram, StringComparison.Ordinal);
        Assert.Contains("-.-> n0\n", diagram, StringComparison.Ordinal);
        Assert.Contains("NetworkInterface<br/>eni???script?", diagram, StringComparison.Ordinal);
    }
}
