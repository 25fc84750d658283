using System.Runtime.InteropServices;
using Vigil.Reachability.Networks;
using Vigil.Reachability.Snapshots;

namespace Vigil.Reachability.Paths;

/// <summary>All network interfaces in their places, by subnet.</summary>
internal sealed class StationIndex
{
    private readonly Network _network;
    private readonly GroupIndex _groups;
    private readonly Dictionary<string, List<Station>> _bySubnet = new(StringComparer.Ordinal);

    public StationIndex(Network network, GroupIndex groups)
    {
        (_network, _groups) = (network, groups);
        foreach (var one in network.Index.Interfaces.Values)
        {
            Add(one);
        }
    }

    public IEnumerable<Station> All => _bySubnet.Values.SelectMany(stations => stations);

    /// <summary>Those in a subnet.</summary>
    public IReadOnlyList<Station> In(string subnetId) => _bySubnet.TryGetValue(subnetId, out var stations) ? stations : [];

    /// <summary>Those of an instance.</summary>
    public IEnumerable<Station> Of(string instanceId) => All.Where(station => station.Interface.InstanceId == instanceId);

    /// <summary>Puts an interface in its place.</summary>
    public Station Add(NetworkInterface one)
    {
        var station = new Station(one);
        ref var others = ref CollectionsMarshal.GetValueRefOrAddDefault(_bySubnet, one.SubnetId, out _);
        (others ??= []).Add(station);
        var groups = new CarriedGroup[one.GroupIds.Length];
        for (var i = 0; i < groups.Length; i++)
        {
            groups[i] = _groups.Of(one.GroupIds[i]);
        }

        station.Groups = groups.Length < 2 || (groups.Length == 2 && groups[0] != groups[1]) ? groups : [.. groups.Distinct()];
        foreach (var group in station.Groups)
        {
            group.Stations.Add(station);
        }

        Judge(station);
        return station;
    }

    /// <summary>Takes an interface away.</summary>
    public void Remove(Station station)
    {
        _bySubnet[station.Interface.SubnetId].Remove(station);
        foreach (var group in station.Groups)
        {
            group.Stations.Remove(station);
        }
    }

    /// <summary>Looks again whether an interface can be reached at all.</summary>
    public void Judge(Station station)
    {
        station.Site = station.Interface.InstanceId.Length > 0 && IsRunning(station.Interface) ? _network.SiteOf(station.Interface.SubnetId) : null;
        if (station.Site is null)
        {
            return;
        }

        foreach (var group in station.Groups)
        {
            if (group.Filter is null)
            {
                _groups.Judging(group.Id);
            }
        }
    }

    private bool IsRunning(NetworkInterface one)
    {
        if (!_network.Index.Instances.TryGetValue(one.InstanceId, out var instance))
        {
            _network.Diagnostics.Add(ReachabilityCodes.Missing, one.InstanceId, $"the instance of {one.Id} is not in the snapshot: it is not reported");
            return false;
        }

        return instance.IsRunning;
    }
}
