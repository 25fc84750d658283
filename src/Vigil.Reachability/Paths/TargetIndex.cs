using Vigil.Reachability.Networks;
using Vigil.Reachability.Packets;
using Vigil.Reachability.Snapshots;

namespace Vigil.Reachability.Paths;

/// <summary>Finds the interfaces that targets of load balancers stand for (R72, R73).</summary>
internal sealed class TargetIndex(Network network, ReachabilityOptions options)
{
    private readonly Lazy<Dictionary<string, NetworkInterface>> _primary = new(() =>
    {
        var primary = new Dictionary<string, NetworkInterface>(network.Index.Instances.Count, StringComparer.Ordinal);
        foreach (var one in network.Index.Interfaces.Values)
        {
            if (one.InstanceId.Length > 0 && one.DeviceIndex == 0)
            {
                primary.TryAdd(one.InstanceId, one);
            }
        }

        return primary;
    });

    private readonly Lazy<ILookup<(string VpcId, UInt128 Address), NetworkInterface>> _byAddress = new(() =>
        network.Index.Interfaces.Values.Where(one => one.InstanceId.Length > 0)
            .SelectMany(one => one.Addresses.Select(address => (one, Key: (one.VpcId, address.Block.First))))
            .ToLookup(pair => pair.Key, pair => pair.one));

    private readonly ILookup<string, Target> _targets = network.Snapshot.TargetHealth
        .SelectMany(health => health.Targets.Select(target => (health.TargetGroupId, target))).ToLookup(pair => pair.TargetGroupId, pair => pair.target);

    /// <summary>The registered targets that get requests.</summary>
    public IEnumerable<Target> Of(TargetGroup group) => _targets[group.Id].Where(target =>
        options.HealthyTargetsOnly ? target.State == "healthy" : target.State is not ("draining" or "unused"));

    /// <summary>Where requests for a target arrive; <see langword="null"/> when no instance that runs is there.</summary>
    public TargetPoint? PointOf(TargetGroup group, Target target)
    {
        UInt128 address = default;
        var one = group.TargetType switch
        {
            "instance" => _primary.Value.GetValueOrDefault(target.Id),
            "ip" when Address.TryParse(System.Text.Encoding.UTF8.GetBytes(target.Id), out address) => _byAddress.Value[(group.VpcId, address)].FirstOrDefault(),
            _ => null,
        };
        if (one is null || !network.Index.IsRunning(one.InstanceId) || network.SiteOf(one.SubnetId) is not { } site)
        {
            if (group.TargetType == "instance" && !network.Index.Instances.ContainsKey(target.Id))
            {
                network.Diagnostics.Add(ReachabilityCodes.Missing, target.Id, "this target of a load balancer is not in the snapshot: it is not reported");
            }

            return null;
        }

        var at = group.TargetType == "ip"
            ? one.Addresses.FirstOrDefault(known => known.Block.First == address)
            : one.Addresses.FirstOrDefault(known => known.Block.IsIPv4 != group.IsIPv6);
        return at is null ? null : new(one, at, site);
    }
}

/// <summary>An interface of an instance, at one of its addresses.</summary>
internal sealed record TargetPoint(NetworkInterface Interface, InterfaceAddress Address, Site Site);
