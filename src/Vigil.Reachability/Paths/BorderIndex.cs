using Vigil.Reachability.Networks;
using Vigil.Reachability.Snapshots;

namespace Vigil.Reachability.Paths;

/// <summary>The entries of each network (R2), at its border.</summary>
internal sealed class BorderIndex
{
    private readonly Network _network;
    private readonly GroupIndex _groups;
    private readonly StationIndex _stations;
    private readonly ReachabilityOptions _options;
    private readonly ILookup<string, Gateway> _internet;
    private readonly ILookup<string, Gateway> _vpn;
    private readonly ILookup<string, PeeringConnection> _peerings;
    private readonly ILookup<string, RouteTable> _tables;
    private readonly Dictionary<string, Border> _borders = new(StringComparer.Ordinal);

    /// <summary>Looks at the gateways of all networks.</summary>
    /// <param name="network">The networks.</param>
    /// <param name="groups">The groups.</param>
    /// <param name="stations">The interfaces.</param>
    /// <param name="options">Choices.</param>
    /// <param name="earlier">An index of the networks as they were, whose borders stay.</param>
    /// <param name="changed">Networks whose borders do not stay.</param>
    public BorderIndex(Network network, GroupIndex groups, StationIndex stations, ReachabilityOptions options, BorderIndex? earlier = null, IReadOnlySet<string>? changed = null)
    {
        foreach (var (vpcId, border) in earlier?._borders ?? [])
        {
            if (changed?.Contains(vpcId) != true)
            {
                _borders.Add(vpcId, border);
            }
        }

        (_network, _groups, _stations, _options) = (network, groups, stations, options);
        _internet = ByVpc(network.Index.InternetGateways.Values);
        _vpn = ByVpc(network.Index.VpnGateways.Values);
        _peerings = network.Index.Peerings.Values.Where(peering => peering.IsActive)
            .SelectMany(peering => new[] { (peering.Requester.VpcId, peering), (peering.Accepter.VpcId, peering) })
            .Distinct().ToLookup(pair => pair.VpcId, pair => pair.peering);
        _tables = network.Index.RouteTables.Values.ToLookup(table => table.VpcId);
    }

    public Border Of(string vpcId)
    {
        if (!_borders.TryGetValue(vpcId, out var border))
        {
            border = new(
                [
                    .. Of(EntryKinds.Internet, _internet[vpcId].Select(gateway => new InternetEntry(gateway, vpcId, _network, _stations, _options))),
                    .. Of(EntryKinds.Peering, _peerings[vpcId].Select(peering => Seen(peering, vpcId))),
                    .. Of(EntryKinds.Vpn, _vpn[vpcId].Select(gateway => new VpnEntry(gateway, vpcId, _network, _stations, _options))),
                    .. Of(EntryKinds.Transit, TransitEntries(vpcId)),
                ],
                _options);
            _borders.Add(vpcId, border);
        }

        return border;
    }

    private IEnumerable<Entry> Of(EntryKinds kind, IEnumerable<Entry> entries) => _options.Entries.HasFlag(kind) ? entries : [];

    private PeeringEntry Seen(PeeringConnection peering, string vpcId) => peering.Requester.VpcId == vpcId
        ? new(peering, peering.Requester, peering.Accepter, _network, _groups, _options)
        : new(peering, peering.Accepter, peering.Requester, _network, _groups, _options);

    private IEnumerable<Entry> TransitEntries(string vpcId)
    {
        var attached = _network.Index.TransitVpcAttachments.Values.Where(one => one.VpcId == vpcId).Select(one => one.TransitGatewayId)
            .Concat(_network.Index.TransitAttachments.Values.Where(one => one.ResourceType == "vpc" && one.ResourceId == vpcId).Select(one => one.TransitGatewayId))
            .Concat(_tables[vpcId].SelectMany(table => table.Routes).SelectMany(route => route.Targets).Where(target => target.StartsWith("tgw-", StringComparison.Ordinal)))
            .Distinct(StringComparer.Ordinal);
        return attached.Select(gateway => new TransitSide(gateway, vpcId, _network, _groups)).Where(side => side.IsUsable).Select(side => new TransitEntry(side, _network));
    }

    private static ILookup<string, Gateway> ByVpc(IEnumerable<Gateway> gateways) =>
        gateways.SelectMany(gateway => gateway.VpcIds.Select(vpc => (vpc, gateway))).ToLookup(pair => pair.vpc, pair => pair.gateway);
}
