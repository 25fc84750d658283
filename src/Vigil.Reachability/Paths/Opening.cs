using Vigil.Reachability.Networks;
using Vigil.Reachability.Packets;

namespace Vigil.Reachability.Paths;

/// <summary>A range of ports that a group opens to packets behind a gate.</summary>
/// <param name="gate">The gate.</param>
/// <param name="group">The group.</param>
/// <param name="ports">The ports.</param>
internal sealed class Opening(Gate gate, GroupFilter group, Interval<ushort> ports)
{
    public Gate Gate => gate;

    public GroupFilter Group => group;

    public Interval<ushort> Ports => ports;

    /// <summary>Addresses that get through to a port of the range at least.</summary>
    public AddressSet Senders => Allowed.AddressesAt(ports);

    /// <summary>Addresses that get through to a port.</summary>
    public AddressSet SendersAt(ushort port) => Allowed.AddressesAt(port);

    // told again when somebody asks: most openings of a large network are only counted
    private PacketSet Allowed => gate.Requests.Intersect(group.Ingress(gate.Transport, gate.References));

    /// <summary>What a group opens, one for each range.</summary>
    public static Opening[] Of(Gate gate, GroupFilter group)
    {
        var ports = gate.Requests.PortsInCommon(group.Ingress(gate.Transport, gate.References)).Intervals;
        var openings = ports.IsEmpty ? [] : new Opening[ports.Length];
        for (var i = 0; i < openings.Length; i++)
        {
            openings[i] = new(gate, group, ports[i]);
        }

        return openings;
    }
}
