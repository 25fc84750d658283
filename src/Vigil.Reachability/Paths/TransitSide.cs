using Vigil.Reachability.Networks;
using Vigil.Reachability.Packets;
using Vigil.Reachability.Snapshots;

namespace Vigil.Reachability.Paths;

/// <summary>What a network knows of a transit gateway that it is attached to: its own attachment, the others, and their routes.</summary>
internal sealed class TransitSide
{
    private readonly Network _network;
    private readonly GroupIndex _groups;
    private readonly List<TransitAttachment> _others;

    public TransitSide(string gatewayId, string vpcId, Network network, GroupIndex groups)
    {
        (GatewayId, VpcId, _network, _groups) = (gatewayId, vpcId, network, groups);
        Attachment = network.Index.TransitVpcAttachments.Values.FirstOrDefault(one => one.TransitGatewayId == gatewayId && one.VpcId == vpcId && one.IsAvailable);
        var all = network.Index.TransitAttachments.Values.Where(one => one.TransitGatewayId == gatewayId).ToList();
        var own = all.Find(one => one.ResourceType == "vpc" && one.ResourceId == vpcId && one.IsAvailable);
        AttachmentId = Attachment?.Id ?? own?.Id ?? "";
        _others = all.FindAll(one => one.Id != AttachmentId && one.IsAvailable);
        IsAssumed = all.TrueForAll(one => one.Id == AttachmentId) && (all.Count == 0 || IsForeign(gatewayId, vpcId));
        Table = own is { RouteTableId.Length: > 0 } ? network.TransitTableOf(own.RouteTableId) : null;
        if (IsAssumed)
        {
            network.Diagnostics.Add(ReachabilityCodes.Assumed, gatewayId, $"the attachments of this gateway are not in the snapshot: every client that {vpcId} routes to it is assumed to reach it");
        }
        else if (own is not null && Attachment is null)
        {
            network.Diagnostics.Add(ReachabilityCodes.Missing, AttachmentId, "the subnets of this attachment are not in the snapshot (TransitGatewayVpcAttachments): nothing is reported that comes through it");
        }
    }

    public string GatewayId { get; }

    public string VpcId { get; }

    /// <summary>The own attachment; empty when it is not known.</summary>
    public string AttachmentId { get; }

    /// <summary>What the network says of it.</summary>
    public TransitVpcAttachment? Attachment { get; }

    /// <summary>The gateway's table for what comes from here.</summary>
    public RoutingTable? Table { get; }

    /// <summary>Whether another account owns the gateway and its routes are assumed (R49).</summary>
    public bool IsAssumed { get; }

    /// <summary>Whether anything can come through.</summary>
    public bool IsUsable => IsAssumed || (Attachment is not null && Table is not null);

    /// <summary>The attachments whose tables route an address here (R48).</summary>
    public List<TransitAttachment> SourcesOf(UInt128 destination) => _others.FindAll(other =>
        other.RouteTableId.Length > 0 && _network.TransitTableOf(other.RouteTableId)?.RouteOf(destination)?.LeadsTo(AttachmentId) == true);

    /// <summary>Clients behind attachments to which the own table routes replies (R49).</summary>
    public AddressSet ClientsFrom(List<TransitAttachment> sources, bool isIPv4) =>
        IsAssumed ? AddressSpace.Unicast(isIPv4)
        : AddressSet.UnionOf(sources.Select(source => Behind(source, isIPv4).Intersect(Table!.LeadingTo(source.Id))));

    /// <summary>What groups stand for that rules name, when everybody on the way supports it (R65).</summary>
    public ReferenceScope ReferencesFrom(List<TransitAttachment> sources)
    {
        if (Attachment is not { ResolvesGroups: true } || _network.Index.TransitGateways.GetValueOrDefault(GatewayId) is not { ResolvesGroups: true })
        {
            return ReferenceScope.None;
        }

        var vpcs = sources
            .Where(source => _network.Index.TransitVpcAttachments.GetValueOrDefault(source.Id) is { ResolvesGroups: true })
            .ToLookup(source => source.ResourceId, source => Table!.LeadingTo(source.Id));
        return vpcs.Count == 0 ? ReferenceScope.None : new TransitScope(vpcs, _groups);
    }

    private AddressSet Behind(TransitAttachment source, bool isIPv4) =>
        source.ResourceType == "vpc" && _network.Index.Vpcs.ContainsKey(source.ResourceId)
            ? _network.BlocksOf(source.ResourceId).Intersect(AddressSpace.Family(isIPv4))
            : AddressSpace.Unicast(isIPv4);

    private bool IsForeign(string gatewayId, string vpcId) =>
        _network.Index.TransitGateways.GetValueOrDefault(gatewayId) is not { } gateway
        || (gateway.OwnerId.Length > 0 && _network.Index.Vpcs.GetValueOrDefault(vpcId) is { OwnerId.Length: > 0 } vpc && vpc.OwnerId != gateway.OwnerId);

    // an address is a member's only where replies to it go to the member's network
    private sealed class TransitScope(ILookup<string, AddressSet> vpcs, GroupIndex groups) : ReferenceScope
    {
        public override IEnumerable<Prefix> MembersOf(GroupReference reference, SecurityGroup @by) =>
            from member in groups.MembersOf(reference.GroupId, @by)
            from address in member.Addresses
            where vpcs[member.VpcId].Any(routed => routed.Contains(address.Block.First))
            select address.Block;
    }
}
