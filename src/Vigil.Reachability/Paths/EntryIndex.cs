using Vigil.Reachability.Networks;
using Vigil.Reachability.Snapshots;

namespace Vigil.Reachability.Paths;

/// <summary>The entries of each network (R2).</summary>
internal sealed class EntryIndex
{
    private readonly Network _network;
    private readonly ReachabilityOptions _options;
    private readonly ILookup<string, Gateway> _internet;
    private readonly ILookup<string, Gateway> _vpn;
    private readonly ILookup<string, PeeringConnection> _peerings;
    private readonly ILookup<string, RouteTable> _tables;
    private readonly Dictionary<string, List<Entry>> _entries = new(StringComparer.Ordinal);

    public EntryIndex(Network network, ReachabilityOptions options)
    {
        (_network, _options) = (network, options);
        _internet = ByVpc(network.Index.InternetGateways.Values);
        _vpn = ByVpc(network.Index.VpnGateways.Values);
        _peerings = network.Index.Peerings.Values.Where(peering => peering.IsActive)
            .SelectMany(peering => new[] { (peering.Requester.VpcId, peering), (peering.Accepter.VpcId, peering) })
            .Distinct().ToLookup(pair => pair.VpcId, pair => pair.peering);
        _tables = network.Snapshot.RouteTables.ToLookup(table => table.VpcId);
    }

    public List<Entry> Of(string vpcId)
    {
        if (!_entries.TryGetValue(vpcId, out var entries))
        {
            entries =
            [
                .. Of(EntryKinds.Internet, _internet[vpcId].Select(gateway => new InternetEntry(gateway, vpcId, _network, _options))),
                .. Of(EntryKinds.Peering, _peerings[vpcId].Select(peering => Seen(peering, vpcId))),
                .. Of(EntryKinds.Vpn, _vpn[vpcId].Select(gateway => new VpnEntry(gateway, vpcId, _network, _options))),
                .. Of(EntryKinds.Transit, TransitEntries(vpcId)),
            ];
            _entries.Add(vpcId, entries);
        }

        return entries;
    }

    private IEnumerable<Entry> Of(EntryKinds kind, IEnumerable<Entry> entries) => _options.Entries.HasFlag(kind) ? entries : [];

    private PeeringEntry Seen(PeeringConnection peering, string vpcId) => peering.Requester.VpcId == vpcId
        ? new(peering, peering.Requester, peering.Accepter, _network, _options)
        : new(peering, peering.Accepter, peering.Requester, _network, _options);

    private IEnumerable<Entry> TransitEntries(string vpcId)
    {
        var attached = _network.Index.TransitVpcAttachments.Values.Where(one => one.VpcId == vpcId).Select(one => one.TransitGatewayId)
            .Concat(_network.Index.TransitAttachments.Values.Where(one => one.ResourceType == "vpc" && one.ResourceId == vpcId).Select(one => one.TransitGatewayId))
            .Concat(_tables[vpcId].SelectMany(table => table.Routes).SelectMany(route => route.Targets).Where(target => target.StartsWith("tgw-", StringComparison.Ordinal)))
            .Distinct(StringComparer.Ordinal);
        return attached.Select(gateway => new TransitSide(gateway, vpcId, _network)).Where(side => side.IsUsable).Select(side => new TransitEntry(side, _network));
    }

    private static ILookup<string, Gateway> ByVpc(IEnumerable<Gateway> gateways) =>
        gateways.SelectMany(gateway => gateway.VpcIds.Select(vpc => (vpc, gateway))).ToLookup(pair => pair.vpc, pair => pair.gateway);
}
