using System.Runtime.InteropServices;
using Vigil.Reachability.Networks;
using Vigil.Reachability.Snapshots;

namespace Vigil.Reachability.Paths;

/// <summary>All network interfaces in their places, and the instances that they belong to.</summary>
internal sealed class StationIndex
{
    private readonly Network _network;
    private readonly GroupIndex _groups;
    private readonly Dictionary<string, Station> _byId;
    private readonly Dictionary<string, Host> _hosts;
    private readonly Dictionary<string, List<Station>> _ofBalancers = new(StringComparer.Ordinal);
    private Dictionary<string, List<Station>>? _bySubnet;

    public StationIndex(Network network, GroupIndex groups)
    {
        (_network, _groups) = (network, groups);
        var snapshot = network.Snapshot;
        _byId = new(snapshot.Interfaces.Count, StringComparer.Ordinal);
        _hosts = new(snapshot.Instances.Count, StringComparer.Ordinal);
        foreach (var instance in snapshot.Instances)
        {
            if (network.Index.Admits<Instance>(instance.Id, isNew: !_hosts.TryGetValue(instance.Id, out _)))
            {
                _hosts.Add(instance.Id, new() { Instance = instance });
            }
        }

        foreach (var one in WithElasticAddresses(snapshot.Interfaces))
        {
            ref var place = ref CollectionsMarshal.GetValueRefOrAddDefault(_byId, one.Id, out var isKnown);
            if (network.Index.Admits<NetworkInterface>(one.Id, !isKnown))
            {
                Place(place = new(one, isStatedByInstance: false));
            }
        }

        _byId.Remove("");
        foreach (var one in snapshot.InstanceInterfaces)
        {
            AddStated(one);
        }
    }

    public Dictionary<string, Station>.ValueCollection All => _byId.Values;

    public Station? ById(string id) => _byId.GetValueOrDefault(id);

    /// <summary>Those in a subnet.</summary>
    public IReadOnlyList<Station> In(string subnetId)
    {
        _bySubnet ??= All.GroupBy(station => station.Interface.SubnetId).ToDictionary(group => group.Key, group => group.ToList(), StringComparer.Ordinal);
        return _bySubnet.TryGetValue(subnetId, out var stations) ? stations : [];
    }

    /// <summary>Those of an instance.</summary>
    public IEnumerable<Station> Of(string instanceId)
    {
        for (var station = _hosts.GetValueOrDefault(instanceId).Last; station is not null; station = station.Other)
        {
            yield return station;
        }
    }

    /// <summary>Those of a load balancer (R69).</summary>
    public IReadOnlyList<Station> Of(Balancer balancer) => _ofBalancers.TryGetValue(balancer.InterfaceDescription, out var stations) ? stations : [];

    /// <summary>An instance; <see langword="null"/> when it is not in the snapshot.</summary>
    public Instance? InstanceOf(string instanceId) => _hosts.GetValueOrDefault(instanceId).Instance;

    /// <summary>Takes over what has changed.</summary>
    /// <param name="change">The change; the network holds it already.</param>
    /// <param name="touched">Interfaces that change, come or go.</param>
    /// <returns>Those that have new places.</returns>
    public List<Station> Apply(Snapshot change, IReadOnlySet<string> touched)
    {
        foreach (var instance in change.Instances.Where(instance => instance.Id.Length > 0))
        {
            CollectionsMarshal.GetValueRefOrAddDefault(_hosts, instance.Id, out _).Instance = instance;
        }

        foreach (var id in change.Removed)
        {
            ref var host = ref CollectionsMarshal.GetValueRefOrNullRef(_hosts, id);
            if (!System.Runtime.CompilerServices.Unsafe.IsNullRef(ref host))
            {
                host.Instance = null;
            }
        }

        foreach (var station in touched.Select(ById).OfType<Station>())
        {
            Remove(station);
        }

        if (touched.Count > 0)
        {
            foreach (var one in WithElasticAddresses(_network.Snapshot.Interfaces.Where(one => one.Id.Length > 0 && touched.Contains(one.Id))))
            {
                if (!_byId.ContainsKey(one.Id))
                {
                    Place(_byId[one.Id] = new(one, isStatedByInstance: false));
                }
            }

            foreach (var one in _network.Snapshot.InstanceInterfaces.Where(one => touched.Contains(one.Id)))
            {
                AddStated(one);
            }
        }

        return [.. touched.Select(ById).OfType<Station>()];
    }

    /// <summary>Looks again whether an interface can be reached at all.</summary>
    public void Judge(Station station)
    {
        var instanceId = station.Interface.InstanceId;
        Judge(station, instanceId.Length > 0 ? _hosts.GetValueOrDefault(instanceId).Instance : null);
    }

    private void AddStated(NetworkInterface one)
    {
        ref var place = ref CollectionsMarshal.GetValueRefOrAddDefault(_byId, one.Id, out var isKnown);
        if (!isKnown)
        {
            Place(place = new(one, isStatedByInstance: true));
        }
    }

    private void Place(Station station)
    {
        var one = station.Interface;
        var groups = one.GroupIds.IsEmpty ? [] : new CarriedGroup[one.GroupIds.Length];
        var count = 0;
        foreach (var id in one.GroupIds)
        {
            var group = _groups.Of(id);
            // whoever carries a group twice is its last one
            if (group.Stations.Count == 0 || group.Stations[^1] != station)
            {
                group.Stations.Add(station);
                groups[count++] = group;
            }
        }

        station.Groups = count == groups.Length ? groups : groups[..count];
        if (one.Description.StartsWith(ComponentIndex.BalancerDescription, StringComparison.Ordinal))
        {
            ListOf(_ofBalancers, one.Description).Add(station);
        }

        if (_bySubnet is not null)
        {
            ListOf(_bySubnet, one.SubnetId).Add(station);
        }

        if (one.InstanceId.Length > 0)
        {
            ref var host = ref CollectionsMarshal.GetValueRefOrAddDefault(_hosts, one.InstanceId, out _);
            (station.Other, host.Last) = (host.Last, station);
            Judge(station, host.Instance);
        }
    }

    private void Remove(Station station)
    {
        var one = station.Interface;
        _byId.Remove(one.Id);
        _ofBalancers.GetValueOrDefault(one.Description)?.Remove(station);
        _bySubnet?.GetValueOrDefault(one.SubnetId)?.Remove(station);
        Array.ForEach(station.Groups, group => group.Stations.Remove(station));
        if (one.InstanceId.Length == 0)
        {
            return;
        }

        if (Of(one.InstanceId).FirstOrDefault(other => other.Other == station) is { } before)
        {
            before.Other = station.Other;
        }
        else
        {
            CollectionsMarshal.GetValueRefOrAddDefault(_hosts, one.InstanceId, out _).Last = station.Other;
        }
    }

    private void Judge(Station station, Instance? instance)
    {
        station.Site = null;
        if (station.Interface.InstanceId.Length == 0)
        {
            return;
        }

        if (instance is null)
        {
            _network.Diagnostics.Add(ReachabilityCodes.Missing, station.Interface.InstanceId, $"the instance of {station.Interface.Id} is not in the snapshot: it is not reported");
            return;
        }

        station.Site = instance.IsRunning ? _network.SiteOf(station.Interface.SubnetId) : null;
        foreach (var group in station.Site is null ? [] : station.Groups)
        {
            if (group.Filter is null)
            {
                _groups.Judging(group.Id);
            }
        }
    }

    private static List<Station> ListOf(Dictionary<string, List<Station>> lists, string key)
    {
        ref var list = ref CollectionsMarshal.GetValueRefOrAddDefault(lists, key, out _);
        return list ??= [];
    }

    // an address may be associated without the interface saying so (R15)
    private IEnumerable<NetworkInterface> WithElasticAddresses(IEnumerable<NetworkInterface> interfaces)
    {
        if (_network.Snapshot.Addresses.Count == 0)
        {
            return interfaces;
        }

        var elastic = _network.Snapshot.Addresses.Where(address => address.InterfaceId.Length > 0 && address.PublicAddress.Length > 0).ToLookup(address => address.InterfaceId);
        return interfaces.Select(one => !elastic.Contains(one.Id) ? one : one with
        {
            Addresses =
            [
                .. one.Addresses.Select(address => address.PublicAddress.Length > 0 ? address
                    : address with { PublicAddress = elastic[one.Id].FirstOrDefault(entry => entry.PrivateAddress == address.Block)?.PublicAddress ?? "" }),
            ],
        });
    }
}
