using Vigil.Reachability.Networks;
using Vigil.Reachability.Packets;
using Vigil.Reachability.Paths;

namespace Vigil.Reachability.Inspection;

/// <summary>Looks at every hop of a closed way straight to an interface.</summary>
internal sealed class DirectInspection(Network network, BorderIndex borders, StationIndex stations, Legs legs)
{
    /// <summary>The closed ways to the addresses of an interface.</summary>
    public IEnumerable<BlockedWay> BlockedAt(Station station, Transport transport, ushort port)
    {
        var one = station.Interface;
        if (network.SiteOf(one.SubnetId) is not { } site)
        {
            yield break;
        }

        var here = borders.Of(site.Subnet.VpcId).Entries;
        if (here.Count == 0)
        {
            Obstacle none = new(new(site.Subnet.VpcId, "AWS::EC2::VPC"), "the network has no gateway, peering or transit gateway that is attached", $"attach an internet gateway to {site.Subnet.VpcId}");
            yield return new(default, one.Id, "", [none], [none]);
        }

        foreach (var entry in here)
        {
            for (var address = 0; address < one.Addresses.Length; address++)
            {
                if (Inspect(entry, station, address, site, transport, port) is { } blocked)
                {
                    yield return blocked;
                }
            }
        }
    }

    /// <summary>What is said of an instance that does not run.</summary>
    public static Obstacle? NotRunning(StationIndex stations, string instanceId) => stations.InstanceOf(instanceId) is { IsRunning: true } ? null
        : new(new(instanceId, Component.Instance), "the instance does not run", "start it") { Remedy = Remedy.Start(instanceId) };

    private BlockedWay? Inspect(Entry entry, Station station, int number, Site site, Transport transport, ushort port)
    {
        var (one, block) = (station.Interface, station.Interface.Addresses[number].Block);
        var first = new List<Obstacle>();
        if (NotRunning(stations, one.InstanceId) is { } notRunning)
        {
            first.Add(notRunning);
        }

        var way = new BlockedWay(entry.Component, one.Id, Address.Format(block.First), [], []);
        var destination = station.DestinationAt(number, site) with
        {
            NotPublic = block.IsIPv4
                ? new(entry.Component, $"{way.Address} has no public address that the gateway translates", "associate an Elastic IP address with it") { Remedy = Remedy.PublicAddress(one.Id, block) }
                : new(entry.Component, $"{way.Address} is no address that the internet routes", "give the interface a global IPv6 address"),
        };
        // an address without a public one is looked at as if it had one, to name what else is in the way
        var approach = entry.Towards(destination, transport, first) ?? entry.Towards(destination with { IsPublic = true, BlocksInternet = false }, transport);
        return approach is null
            ? way with { Obstacles = [.. first], SmallestChange = [.. first], IsFirstStep = true }
            : SmallestChange.Of(way, first, [.. legs.Arrival(approach, site, port), legs.Admission(one.GroupIds, new(one.Id, Component.Interface), approach, approach.References, port)], approach);
    }
}
