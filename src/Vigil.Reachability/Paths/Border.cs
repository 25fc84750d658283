using Vigil.Reachability.Networks;
using Vigil.Reachability.Packets;

namespace Vigil.Reachability.Paths;

/// <summary>The border of one network: its entries, and the gates of its subnets. All subnets with the same table and the same ACL share theirs.</summary>
internal sealed class Border(List<Entry> entries, ReachabilityOptions options)
{
    private static readonly Transport[] Both = [Transport.Tcp, Transport.Udp];

    private readonly PortSet _clientPorts = PortSet.Of(options.SourcePorts.First, options.SourcePorts.Last);
    private readonly bool _isUniform = entries.TrueForAll(entry => entry.IsUniform);
    private readonly Dictionary<(Approach Approach, RoutingTable Table, AclFilter Acl), Gate> _gates = [];
    private readonly Dictionary<(Site Site, AddressKind Kind), Gate[]> _gatesTo = [];

    public List<Entry> Entries => entries;

    /// <summary>The gate of a subnet, as the packets of an approach meet it.</summary>
    public Gate At(Approach approach, Site site)
    {
        var key = (approach, site.Table, site.Acl);
        if (!_gates.TryGetValue(key, out var gate))
        {
            gate = Gate.At(approach, site, _clientPorts);
            _gates.Add(key, gate);
        }

        return gate;
    }

    /// <summary>The gates through which packets get to an address of an interface.</summary>
    public Gate[] To(Station station, int address, Site site)
    {
        if (!_isUniform || station.OnlyKind == AddressKind.None)
        {
            return Find(station.DestinationAt(address, site));
        }

        var key = (site, station.OnlyKind);
        if (!_gatesTo.TryGetValue(key, out var gates))
        {
            _gatesTo.Add(key, gates = Find(station.DestinationAt(address, site)));
        }

        return gates;
    }

    /// <summary>Forgets the gates of a subnet that has another table or ACL now.</summary>
    public void Forget(Site site)
    {
        foreach (var key in _gates.Keys.Where(key => key.Table == site.Table && key.Acl == site.Acl))
        {
            _gates.Remove(key);
        }

        foreach (var key in _gatesTo.Keys.Where(key => key.Site == site))
        {
            _gatesTo.Remove(key);
        }
    }

    private Gate[] Find(Destination destination)
    {
        var gates = new List<Gate>();
        foreach (var entry in entries)
        {
            foreach (var transport in Both)
            {
                if (entry.Towards(destination, transport) is { } approach && At(approach, destination.Site) is { Requests.IsEmpty: false } gate)
                {
                    gates.Add(gate);
                }
            }
        }

        return [.. gates];
    }
}
