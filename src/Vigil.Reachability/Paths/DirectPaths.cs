using Vigil.Reachability.Networks;
using Vigil.Reachability.Packets;
using Vigil.Reachability.Snapshots;

namespace Vigil.Reachability.Paths;

/// <summary>Paths from entries straight to the interfaces of instances.</summary>
internal sealed class DirectPaths(BorderIndex borders)
{
    private readonly List<Gate> _passed = [];

    /// <summary>Adds what is open at an interface.</summary>
    public void AddTo(List<Exposure> exposures, Station station)
    {
        if (station.Site is not { } site)
        {
            return;
        }

        var one = station.Interface;
        var border = borders.Of(site.Subnet.VpcId);
        _passed.Clear();
        foreach (var address in one.Addresses)
        {
            foreach (var gate in border.To(DestinationOf(address, site)))
            {
                // another address behind the same gate is the same path
                if (one.Addresses.Length > 1)
                {
                    if (_passed.Contains(gate))
                    {
                        continue;
                    }

                    _passed.Add(gate);
                }

                foreach (var group in station.Groups)
                {
                    foreach (var opening in group.Behind(gate))
                    {
                        exposures.Add(new(opening, one, address));
                    }
                }
            }
        }
    }

    /// <summary>Where packets for an address of an interface shall arrive.</summary>
    public static Destination DestinationOf(InterfaceAddress address, Site site) => new(
        site, address.Block.First, address.Block.IsIPv4 ? address.PublicAddress.Length > 0 : AddressSpace.Global6.Contains(address.Block.First));
}
