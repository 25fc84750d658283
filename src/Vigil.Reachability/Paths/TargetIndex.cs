using Vigil.Reachability.Networks;
using Vigil.Reachability.Packets;
using Vigil.Reachability.Snapshots;

namespace Vigil.Reachability.Paths;

/// <summary>Finds the interfaces that targets of load balancers stand for (R72, R73).</summary>
internal sealed class TargetIndex(Network network, StationIndex stations, ReachabilityOptions options)
{
    /// <summary>The registered targets that get requests.</summary>
    public IEnumerable<Target> Of(TargetGroup group) => Registered(group).Where(target =>
        options.HealthyTargetsOnly ? target.State == "healthy" : target.State is not ("draining" or "unused"));

    /// <summary>All registered targets.</summary>
    public IEnumerable<Target> Registered(TargetGroup group) => network.Index.TargetHealth.GetValueOrDefault(group.Id, []).SelectMany(health => health.Targets);

    /// <summary>Where requests for a target arrive; <see langword="null"/> when no instance that runs is there.</summary>
    public TargetPoint? PointOf(TargetGroup group, Target target)
    {
        var point = Find(group, target);
        if (point is not null && stations.InstanceOf(point.Interface.InstanceId) is { IsRunning: true })
        {
            return point;
        }

        if (group.TargetType == "instance" && stations.InstanceOf(target.Id) is null)
        {
            network.Diagnostics.Add(ReachabilityCodes.Missing, target.Id, "this target of a load balancer is not in the snapshot: it is not reported");
        }

        return null;
    }

    /// <summary>Where requests for a target would arrive, whether it runs or not.</summary>
    public TargetPoint? Find(TargetGroup group, Target target)
    {
        UInt128 address = default;
        var one = group.TargetType switch
        {
            "instance" => stations.Of(target.Id).Where(station => station.Interface.DeviceIndex == 0).MinBy(station => station.Interface.Id, StringComparer.Ordinal),
            "ip" when Address.TryParse(System.Text.Encoding.UTF8.GetBytes(target.Id), out address) => stations.At(group.VpcId, address),
            _ => null,
        };
        if (one is null || network.SiteOf(one.Interface.SubnetId) is not { } site)
        {
            return null;
        }

        var addresses = one.Interface.Addresses;
        for (var at = 0; at < addresses.Length; at++)
        {
            if (group.TargetType == "ip" ? addresses[at].Block.First == address : addresses[at].Block.IsIPv4 != group.IsIPv6)
            {
                return new(one, at, site);
            }
        }

        return null;
    }
}

/// <summary>An interface of an instance, at one of its addresses.</summary>
internal sealed record TargetPoint(Station Station, int AddressNumber, Site Site)
{
    public NetworkInterface Interface => Station.Interface;

    public InterfaceAddress Address => Station.Interface.Addresses[AddressNumber];
}
