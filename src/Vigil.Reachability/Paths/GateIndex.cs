using Vigil.Reachability.Networks;
using Vigil.Reachability.Packets;

namespace Vigil.Reachability.Paths;

/// <summary>The gates of subnets, one for all subnets that have the same table and the same ACL.</summary>
internal sealed class GateIndex(ReachabilityOptions options)
{
    private readonly PortSet _clientPorts = PortSet.Of(options.SourcePorts.First, options.SourcePorts.Last);
    private readonly Dictionary<(Approach Approach, RoutingTable Table, AclFilter Acl), Gate> _gates = [];

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
}
