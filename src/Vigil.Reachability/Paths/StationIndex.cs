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
    private Dictionary<(string VpcId, UInt128 Address), List<Station>>? _byAddress;

    public StationIndex(Network network, GroupIndex groups)
    {
        (_network, _groups) = (network, groups);
        var snapshot = network.Snapshot;
        _byId = new(snapshot.Interfaces.Count, StringComparer.Ordinal);
        _hosts = new(snapshot.Instances.Count, StringComparer.Ordinal);
        foreach (var instance in snapshot.Instances)
        {
            ref var host = ref CollectionsMarshal.GetValueRefOrAddDefault(_hosts, instance.Id, out var isKnown);
            if (network.Index.Admits<Instance>(instance.Id, !isKnown))
            {
                host.Instance = instance;
            }
        }

        foreach (var one in snapshot.Interfaces)
        {
            ref var place = ref CollectionsMarshal.GetValueRefOrAddDefault(_byId, one.Id, out var isKnown);
            if (network.Index.Admits<NetworkInterface>(one.Id, !isKnown))
            {
                Place(place = New(one, isStatedByInstance: false));
            }
        }

        _hosts.Remove("");
        _byId.Remove("");
        foreach (var one in snapshot.InstanceInterfaces.Where(one => network.Index.Admits<NetworkInterface>(one.Id, isNew: true)))
        {
            ref var place = ref CollectionsMarshal.GetValueRefOrAddDefault(_byId, one.Id, out var isKnown);
            if (!isKnown)
            {
                Place(place = New(one, isStatedByInstance: true));
            }
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

    /// <summary>That of an instance with an address in a network; <see langword="null"/> when there is none. Of several with the same one the least id counts.</summary>
    public Station? At(string vpcId, UInt128 address)
    {
        if (_byAddress is null)
        {
            _byAddress = [];
            foreach (var station in All)
            {
                ListAddresses(station, _byAddress);
            }
        }

        return _byAddress.TryGetValue((vpcId, address), out var stations) ? stations.MinBy(station => station.Interface.Id, StringComparer.Ordinal) : null;
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
        // of two with the same id the first counts
        foreach (var instance in change.Instances.Where(instance => instance.Id.Length > 0).Reverse())
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

        Move(change, touched);
        return [.. touched.Select(ById).OfType<Station>()];
    }

    /// <summary>Puts interfaces that have changed in their new places.</summary>
    private void Move(Snapshot change, IReadOnlySet<string> touched)
    {
        var gone = change.Removed.ToHashSet(StringComparer.Ordinal);
        var (listed, stated) = (FirstById(change.Interfaces), FirstById(change.InstanceInterfaces));
        foreach (var id in touched)
        {
            var known = ById(id);
            if (known is not null)
            {
                Remove(known);
            }

            // what the list of interfaces says goes before what an instance says (R13)
            var isListed = listed.TryGetValue(id, out var one) || known is { IsStatedByInstance: false };
            one ??= isListed ? known!.Described : stated.GetValueOrDefault(id) ?? known?.Described;
            if (one is not null && !gone.Contains(id))
            {
                Place(_byId[id] = New(one, !isListed));
            }
        }
    }

    /// <summary>Looks again whether an interface can be reached at all.</summary>
    public void Judge(Station station)
    {
        var instanceId = station.Interface.InstanceId;
        Judge(station, instanceId.Length > 0 ? _hosts.GetValueOrDefault(instanceId).Instance : null);
    }

    private Station New(NetworkInterface described, bool isStatedByInstance) => new(described, isStatedByInstance, _network.Index.Associations.Of(described.Id));

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

        if (_byAddress is not null)
        {
            ListAddresses(station, _byAddress);
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
        foreach (var address in one.Addresses)
        {
            _byAddress?.GetValueOrDefault((one.VpcId, address.Block.First))?.Remove(station);
        }

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

    private static void ListAddresses(Station station, Dictionary<(string VpcId, UInt128 Address), List<Station>> byAddress)
    {
        foreach (var address in station.Interface.InstanceId.Length > 0 ? station.Interface.Addresses : [])
        {
            ListOf(byAddress, (station.Interface.VpcId, address.Block.First)).Add(station);
        }
    }

    private static List<Station> ListOf<TKey>(Dictionary<TKey, List<Station>> lists, TKey key)
        where TKey : notnull
    {
        ref var list = ref CollectionsMarshal.GetValueRefOrAddDefault(lists, key, out _);
        return list ??= [];
    }

    private static Dictionary<string, NetworkInterface> FirstById(List<NetworkInterface> interfaces) =>
        interfaces.Where(one => one.Id.Length > 0).DistinctBy(one => one.Id).ToDictionary(one => one.Id, StringComparer.Ordinal);
}
