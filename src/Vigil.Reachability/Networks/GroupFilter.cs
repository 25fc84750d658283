using System.Collections.Immutable;
using Vigil.Reachability.Packets;
using Vigil.Reachability.Snapshots;

namespace Vigil.Reachability.Networks;

/// <summary>A security group held against sets of packets: what its rules allow is the union of all of them (R58 to R67).</summary>
/// <param name="group">The group.</param>
/// <param name="lists">Entries of a prefix list; none for a list that is not known.</param>
internal sealed class GroupFilter(SecurityGroup group, Func<string, ImmutableArray<Prefix>> lists)
{
    public string Id => group.Id;

    /// <summary>The ports to which some of the requests get through.</summary>
    /// <param name="requests">Senders with the ports that they ask for.</param>
    /// <param name="transport">Their protocol.</param>
    /// <param name="scope">What the groups that rules name stand for.</param>
    public PortSet PortsOf(PacketSet requests, Transport transport, ReferenceScope scope)
    {
        var open = new List<Interval<ushort>>(group.Ingress.Length);
        foreach (var rule in group.Ingress)
        {
            if (!rule.Covers(transport))
            {
                continue;
            }

            var isWhole = false;
            foreach (var block in rule.Blocks)
            {
                isWhole = isWhole || requests.AddPortsWithin(block.Interval, rule.Ports, open);
            }

            // all that are named are asked for, also when nothing is left to open: the answer rests on them
            foreach (var block in IsPlain(rule, scope) ? [] : NamedBlocksOf(rule, scope))
            {
                isWhole = isWhole || requests.AddPortsWithin(block.Interval, rule.Ports, open);
            }
        }

        return PortSet.Of(open);
    }

    /// <summary>The senders whose requests get through to a port of a range at least.</summary>
    public AddressSet SendersOf(PacketSet requests, Transport transport, ReferenceScope scope, Interval<ushort> ports)
    {
        var range = PortSet.Of(ports.First, ports.Last);
        var senders = new List<Interval<UInt128>>();
        foreach (var rule in group.Ingress)
        {
            if (rule.Covers(transport) && rule.Ports.Overlaps(ports))
            {
                var asked = rule.Ports.Intersect(range);
                foreach (var block in rule.Blocks.Concat(NamedBlocksOf(rule, scope)))
                {
                    requests.AddSendersWithin(block.Interval, asked, senders);
                }
            }
        }

        return AddressSet.Of(senders);
    }

    /// <summary>Whether its outbound rules allow a new flow to an interface (R74).</summary>
    public bool AllowsTo(UInt128 address, IReadOnlyCollection<string> groupsThere, Transport transport, ushort port)
    {
        foreach (var rule in group.Egress)
        {
            if (rule.Covers(transport) && rule.Ports.Contains(port)
                && (rule.Blocks.Any(block => block.Contains(address))
                    || rule.PrefixListIds.Any(list => lists(list).Any(block => block.Contains(address)))
                    || rule.Groups.Any(reference => groupsThere.Contains(reference.GroupId))))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsPlain(Permission rule, ReferenceScope scope) => rule.PrefixListIds.IsEmpty && (rule.Groups.IsEmpty || scope == ReferenceScope.None);

    /// <summary>The blocks that lists and groups stand for which a rule names.</summary>
    private IEnumerable<Prefix> NamedBlocksOf(Permission rule, ReferenceScope scope) =>
        rule.PrefixListIds.SelectMany(list => lists(list)).Concat(rule.Groups.SelectMany(reference => scope.MembersOf(reference, group)));
}
