namespace Vigil.Reachability.Paths;

/// <summary>Paths from entries straight to the interfaces of instances.</summary>
internal sealed class DirectPaths(BorderIndex borders)
{
    private readonly HashSet<Gate> _passed = [];

    /// <summary>Adds what is open at an interface.</summary>
    public void AddTo(List<Exposure> exposures, Station station)
    {
        if (station.Site is not { } site)
        {
            return;
        }

        var border = borders.Of(site.Subnet.VpcId);
        if (station.OnlyKind != AddressKind.None)
        {
            foreach (var gate in border.To(station, 0, site))
            {
                AddBehind(gate, station, 0, exposures);
            }

            return;
        }

        _passed.Clear();
        for (var address = 0; address < station.Interface.Addresses.Length; address++)
        {
            foreach (var gate in border.To(station, address, site))
            {
                // another address behind the same gate is the same path
                if (_passed.Add(gate))
                {
                    AddBehind(gate, station, address, exposures);
                }
            }
        }
    }

    private static void AddBehind(Gate gate, Station station, int address, List<Exposure> exposures)
    {
        foreach (var group in station.Groups)
        {
            foreach (var opening in group.Behind(gate))
            {
                exposures.Add(new(opening, station, address));
            }
        }
    }
}
