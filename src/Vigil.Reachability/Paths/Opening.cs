using Vigil.Reachability.Networks;
using Vigil.Reachability.Packets;

namespace Vigil.Reachability.Paths;

/// <summary>A range of ports that a group opens to packets behind a gate.</summary>
/// <param name="gate">The gate.</param>
/// <param name="group">The group.</param>
/// <param name="ports">The ports.</param>
internal sealed class Opening(Gate gate, GroupFilter group, Interval<ushort> ports)
{
    private AddressSet? _senders;
    private AddressSet? _firstSenders;

    public Gate Gate => gate;

    public GroupFilter Group => group;

    public Interval<ushort> Ports => ports;

    /// <summary>Addresses that get through to a port of the range at least.</summary>
    /// <remarks>Found when somebody asks: most openings of a large network are only counted.</remarks>
    public AddressSet Senders => _senders ??= group.SendersOf(gate.Requests, gate.Transport, gate.References, ports);

    /// <summary>Addresses that get through to the first port.</summary>
    public AddressSet FirstSenders => _firstSenders ??= ports.First == ports.Last ? Senders : SendersAt(ports.First);

    /// <summary>Addresses that get through to a port.</summary>
    public AddressSet SendersAt(ushort port) => group.SendersOf(gate.Requests, gate.Transport, gate.References, new(port, port));

    /// <summary>Keeps what is true now, before those change whom rules mean by a group.</summary>
    public void Keep() => (_senders, _firstSenders) = (Senders, FirstSenders);

    /// <summary>What a group opens, one for each range.</summary>
    public static Opening[] Of(Gate gate, GroupFilter group)
    {
        var ports = group.PortsOf(gate.Requests, gate.Transport, gate.References).Intervals;
        var openings = ports.IsEmpty ? [] : new Opening[ports.Length];
        for (var i = 0; i < openings.Length; i++)
        {
            openings[i] = new(gate, group, ports[i]);
        }

        return openings;
    }
}
