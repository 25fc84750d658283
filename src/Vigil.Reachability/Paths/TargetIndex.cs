using Vigil.Reachability.Networks;
using Vigil.Reachability.Packets;
using Vigil.Reachability.Snapshots;

namespace Vigil.Reachability.Paths;

/// <summary>Finds the interfaces that targets of load balancers stand for (R72, R73).</summary>
internal sealed class TargetIndex(Network network, ReachabilityOptions options)
{
    private readonly Lazy<(Dictionary<string, NetworkInterface> Primary, Dictionary<(string VpcId, UInt128 Address), NetworkInterface> ByAddress)> _interfaces = new(() => Find(network));

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
            "instance" => _interfaces.Value.Primary.GetValueOrDefault(target.Id),
            "ip" when Address.TryParse(System.Text.Encoding.UTF8.GetBytes(target.Id), out address) => _interfaces.Value.ByAddress.GetValueOrDefault((group.VpcId, address)),
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

    // only what is a target is looked for: most interfaces are none
    private static (Dictionary<string, NetworkInterface>, Dictionary<(string, UInt128), NetworkInterface>) Find(Network network)
    {
        var named = network.Snapshot.TargetHealth.SelectMany(health => health.Targets).Select(target => target.Id)
            .Concat(network.Index.Balancers.Values.SelectMany(balancer => balancer.ClassicInstanceIds)).ToHashSet(StringComparer.Ordinal);
        var addresses = named.Select(id => Address.TryParse(System.Text.Encoding.UTF8.GetBytes(id), out var address) ? address : default).ToHashSet();
        var (primary, byAddress) = (new Dictionary<string, NetworkInterface>(StringComparer.Ordinal), new Dictionary<(string, UInt128), NetworkInterface>());
        addresses.Remove(default);
        foreach (var one in named.Count == 0 ? [] : network.Index.Interfaces.Values.AsEnumerable())
        {
            if (one.InstanceId.Length == 0)
            {
                continue;
            }

            if (one.DeviceIndex == 0 && named.Contains(one.InstanceId))
            {
                primary.TryAdd(one.InstanceId, one);
            }

            foreach (var address in addresses.Count == 0 ? [] : one.Addresses)
            {
                if (addresses.Contains(address.Block.First))
                {
                    byAddress.TryAdd((one.VpcId, address.Block.First), one);
                }
            }
        }

        return (primary, byAddress);
    }
}

/// <summary>An interface of an instance, at one of its addresses.</summary>
internal sealed record TargetPoint(NetworkInterface Interface, InterfaceAddress Address, Site Site);
