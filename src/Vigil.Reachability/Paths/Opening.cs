using Vigil.Reachability.Networks;
using Vigil.Reachability.Packets;

namespace Vigil.Reachability.Paths;

/// <summary>A range of ports that a group opens to packets behind a gate.</summary>
/// <param name="Gate">The gate.</param>
/// <param name="Group">The group.</param>
/// <param name="Ports">The ports.</param>
/// <param name="Senders">Addresses that get through to a port of the range at least.</param>
internal sealed record Opening(Gate Gate, GroupFilter Group, Interval<ushort> Ports, AddressSet Senders)
{
    /// <summary>The openings of a packet set, one for each range.</summary>
    public static Opening[] Of(Gate gate, GroupFilter group, PacketSet allowed)
    {
        if (allowed.IsEmpty)
        {
            return [];
        }

        var pieces = allowed.Pieces;
        var ports = pieces[0].Ports;
        var uniform = true;
        for (var i = 1; i < pieces.Length; i++)
        {
            if (!pieces[i].Ports.Equals(ports))
            {
                (ports, uniform) = (ports.Union(pieces[i].Ports), false);
            }
        }

        var openings = new Opening[ports.Intervals.Length];
        for (var i = 0; i < openings.Length; i++)
        {
            var range = ports.Intervals[i];
            openings[i] = new(gate, group, range, uniform ? allowed.Addresses : allowed.AddressesAt(range));
        }

        return openings;
    }

    /// <summary>A sender that gets through to the first port.</summary>
    public UInt128 FirstSender => Gate.Requests.Restrict(Senders).Intersect(Group.Ingress(Gate.Transport, Gate.References)).AddressesAt(Ports.First).First;
}
