using Vigil.Reachability.Inspection;
using Vigil.Reachability.Networks;
using Vigil.Reachability.Packets;
using Vigil.Reachability.Snapshots;

namespace Vigil.Reachability.Paths;

/// <summary>A gateway at the edge of a network, whose packets a table of their own may send through a firewall first (R34 to R37).</summary>
internal abstract class EdgeEntry(Component component, string vpcId, Network network, StationIndex stations, ReachabilityOptions options) : Entry
{
    private readonly Dictionary<(string By, bool IsIPv4, Transport Transport, PortSet In, PortSet Back), Approach> _throughMiddle = [];
    private readonly Approach?[] _direct = new Approach?[4];
    private readonly RoutingTable? _edgeTable = network.EdgeTableOf(component.Id);

    public override Component Component { get; } = component;

    public override bool IsUniform => _edgeTable is null;

    /// <summary>Addresses that packets can come from.</summary>
    protected abstract AddressSet Clients(bool isIPv4);

    /// <summary>Whether the gateway delivers to the destination at all.</summary>
    protected abstract bool Delivers(in Destination destination, List<Obstacle>? obstacles);

    public override Approach? Towards(in Destination destination, Transport transport, List<Obstacle>? obstacles = null)
    {
        if (!Delivers(destination, obstacles))
        {
            return null;
        }

        var route = _edgeTable?.RouteOf(destination.Address);
        if (_edgeTable is null || route is { IsLocal: true })
        {
            return Direct(Address.IsIPv4(destination.Address), transport);
        }

        var approach = route is { IsBlackhole: false, Targets: [var target] } ? Through(target, destination, transport) : null;
        if (approach is null)
        {
            obstacles?.Add(new(new(_edgeTable.Id, Component.RouteTable),
                $"the table of what enters through {Component.Id} sends {Address.Format(destination.Address)} {(route is null or { IsBlackhole: true } ? "nowhere" : $"to {string.Join(", ", route.Targets)}, which is not known to pass it on")}",
                $"in {_edgeTable.Id}: route the block of {destination.Site.Subnet.Id} to local") { Remedy = Remedy.Route(_edgeTable.Id, destination.Site.Subnet.Blocks, Route.Local) });
        }

        return approach;
    }

    private Approach Direct(bool isIPv4, Transport transport) =>
        _direct[((int)transport * 2) + (isIPv4 ? 1 : 0)] ??= new(this, transport, ClientsOutside(isIPv4), Component.Id);

    private AddressSet ClientsOutside(bool isIPv4) => Clients(isIPv4).Except(network.BlocksOf(vpcId));

    /// <summary>Through an endpoint of a firewall, or an appliance, and back through the same.</summary>
    private Approach? Through(string target, in Destination destination, Transport transport)
    {
        if (Middle(target) is not { } middle)
        {
            return null;
        }

        var (site, by) = middle;
        site.IsPassed = true;
        if (site.Table.RouteOf(destination.Address) is not { IsLocal: true })
        {
            return null;
        }

        var crosses = site.Subnet.Id != destination.Site.Subnet.Id;
        var (request, reply) = crosses
            ? (site.Acl.Outbound(transport).PortsAt(destination.Address), site.Acl.Inbound(transport).PortsAt(destination.Address))
            : (PortSet.All, PortSet.All);
        var isIPv4 = Address.IsIPv4(destination.Address);
        var key = (by.Id, isIPv4, transport, request, reply);
        if (_throughMiddle.TryGetValue(key, out var known))
        {
            return known;
        }

        var all = AddressSpace.Family(isIPv4);
        var approach = new Approach(this, transport, ClientsOutside(isIPv4), by.Id)
        {
            Hops =
            [
                new(new(site.Acl.Id, Component.NetworkAcl), site.Acl.Inbound(transport), site.Acl.Outbound(transport)),
                new(new(site.Table.Id, Component.RouteTable), null, PacketSet.Of(site.Table.LeadingTo(Component.Id), PortSet.All)),
                new(by, null, null),
                .. crosses ? [new Hop(new(site.Acl.Id, Component.NetworkAcl), PacketSet.Of(all, request), PacketSet.Of(all, reply))] : Array.Empty<Hop>(),
            ],
        };
        _throughMiddle.Add(key, approach);
        return approach;
    }

    private (Site Site, Component By)? Middle(string target)
    {
        network.Passed.Add((target, vpcId));
        if (network.Index.Endpoints.TryGetValue(target, out var endpoint))
        {
            network.Diagnostics.Add(ReachabilityCodes.NotInspected, target,
                options.FirewallEndpointsPass ? "what the firewall behind this endpoint lets through is not known: it is taken to pass everything" : "packets are taken to stop at this endpoint");
            return options.FirewallEndpointsPass && endpoint.IsFirewall && endpoint.SubnetIds is [var subnet, ..] && network.SiteOf(subnet) is { } site
                ? (site, new(target, Component.Endpoint))
                : null;
        }

        if (stations.ById(target)?.Interface is { } appliance)
        {
            network.Diagnostics.Add(ReachabilityCodes.NotInspected, target,
                options.TraverseMiddleboxes ? "this appliance is taken to forward unchanged" : "what this appliance forwards is not known: nothing behind it is reported");
            return options.TraverseMiddleboxes && !appliance.ChecksDestination && network.SiteOf(appliance.SubnetId) is { } site
                ? (site, new(target, Component.Interface))
                : null;
        }

        return null;
    }
}

/// <summary>An internet gateway: it translates public addresses to private ones (R4, R15 to R17, R33).</summary>
internal sealed class InternetEntry(Gateway gateway, string vpcId, Network network, StationIndex stations, ReachabilityOptions options)
    : EdgeEntry(new(gateway.Id, Component.InternetGateway), vpcId, network, stations, options)
{
    protected override AddressSet Clients(bool isIPv4) => AddressSpace.Internet(isIPv4);

    protected override bool Delivers(in Destination destination, List<Obstacle>? obstacles)
    {
        if (destination.IsPublic && !destination.BlocksInternet)
        {
            return true;
        }

        if (!destination.IsPublic)
        {
            obstacles?.Add(destination.NotPublic ?? new(Component, $"{Address.Format(destination.Address)} has no public address that the gateway translates", "associate an Elastic IP address with it"));
        }

        if (destination.BlocksInternet)
        {
            obstacles?.Add(new(new(destination.Site.Subnet.Id, "AWS::EC2::Subnet"), "Block Public Access keeps the internet out of this subnet", "exclude the subnet from Block Public Access") { Remedy = Remedy.NoBlockPublicAccess(destination.Site.Subnet.Id) });
        }

        return false;
    }
}

/// <summary>A virtual private gateway: VPN connections and Direct Connect arrive through it (R6, R47).</summary>
internal sealed class VpnEntry(Gateway gateway, string vpcId, Network network, StationIndex stations, ReachabilityOptions options)
    : EdgeEntry(new(gateway.Id, Component.VpnGateway), vpcId, network, stations, options)
{
    protected override AddressSet Clients(bool isIPv4) => AddressSpace.Unicast(isIPv4);

    protected override bool Delivers(in Destination destination, List<Obstacle>? obstacles) => true;
}
