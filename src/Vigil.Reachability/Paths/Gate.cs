using Vigil.Reachability.Networks;
using Vigil.Reachability.Packets;

namespace Vigil.Reachability.Paths;

/// <summary>
/// What has come through a list of hops: the requests that still go on, and the client ports at which replies come back. One gate serves all interfaces behind
/// the same hops. Immutable.
/// </summary>
internal sealed class Gate
{
    private readonly PortSet _clientPorts;
    // ports from which nodes open flows of their own
    private static readonly PortSet NodePorts = PortSet.Of(1024, ushort.MaxValue);

    private Gate(Approach approach, PortSet clientPorts, Hop[] hops, PacketSet requests, PacketSet replies)
    {
        (Approach, _clientPorts, Hops) = (approach, clientPorts, hops);
        // only a client that gets a reply is one
        Replies = replies.Restrict(clientPorts);
        Requests = requests.Restrict(Replies.Addresses);
    }

    public Approach Approach { get; }

    public Transport Transport => Approach.Transport;

    public Hop[] Hops { get; }

    /// <summary>The components of the hops that are steps of a path.</summary>
    public Component[] Steps => field ??= [.. Hops.Where(hop => hop.IsStep).Select(hop => hop.Component)];

    /// <summary>The components that judge a reply, from the subnet back to the entry: groups are stateful and do not.</summary>
    public Component[] ReplySteps => field ??= [.. Hops.Reverse().Select(hop => hop.Component).Where(component => component.Type != Component.SecurityGroup)];

    /// <summary>Clients with the ports that their requests may ask for.</summary>
    public PacketSet Requests { get; }

    /// <summary>Clients with the ports of theirs at which replies arrive.</summary>
    public PacketSet Replies { get; }

    /// <summary>What groups stand for that rules behind the gate name.</summary>
    public ReferenceScope References { get; private init; } = ReferenceScope.None;

    /// <summary>How the packets behind the gate came about, when a load balancer stands before it.</summary>
    public Relay? Relay { get; private init; }

    /// <summary>Whether the packets behind the gate are a load balancer's own, and no client's.</summary>
    public bool IsRenewed { get; private init; }

    /// <summary>The gate of the border of a subnet, as the packets of an approach meet it.</summary>
    public static Gate At(Approach approach, Site site, PortSet clientPorts)
    {
        var start = PacketSet.Of(approach.Clients, PortSet.All);
        var gate = new Gate(approach, clientPorts, [new(approach.Entry.Component, start, start)], start, start) { References = approach.References };
        return gate.Through(
            [
                .. approach.Hops,
                new(new(site.Acl.Id, Component.NetworkAcl), site.Acl.Inbound(approach.Transport), site.Acl.Outbound(approach.Transport)),
                new(new(site.Table.Id, Component.RouteTable), null, PacketSet.Of(site.Table.LeadingTo(approach.ReplyTarget), PortSet.All)),
            ]);
    }

    /// <summary>The same packets behind more hops.</summary>
    public Gate Through(params ReadOnlySpan<Hop> hops)
    {
        var (requests, replies) = (Requests, Replies);
        foreach (var hop in hops)
        {
            requests = hop.Requests is null ? requests : requests.Intersect(hop.Requests);
            replies = hop.Replies is null ? replies : replies.Intersect(hop.Replies);
        }

        return new(Approach, _clientPorts, [.. Hops, .. hops], requests, replies) { References = References, Relay = Relay, IsRenewed = IsRenewed };
    }

    /// <summary>Requests that a load balancer took at a port and sends on with the client's address, so that only the port is another (R77 to R79).</summary>
    public Gate Forwarded(Relay relay, Hop[] hops, ReferenceScope references) =>
        new(Approach, _clientPorts, [.. Hops, .. hops], PacketSet.Of(relay.Clients, PortSet.All), Replies) { References = references, Relay = relay };

    /// <summary>New flows of a load balancer's node, on behalf of the clients that it took requests from (R74).</summary>
    public Gate Relayed(Relay relay, Hop[] hops, ReferenceScope references)
    {
        var nodes = PacketSet.Of(relay.Nodes, PortSet.All);
        return new(Approach, NodePorts, [.. Hops, .. hops], nodes, nodes) { References = references, Relay = relay, IsRenewed = true };
    }
}
