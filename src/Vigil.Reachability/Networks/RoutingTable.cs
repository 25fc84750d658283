using Vigil.Reachability.Packets;
using Vigil.Reachability.Snapshots;

namespace Vigil.Reachability.Networks;

/// <summary>A route table as look-ups: for each stretch of addresses the route that wins there (R23 to R28).</summary>
internal sealed class RoutingTable
{
    private readonly List<(Interval<UInt128> Addresses, Route Route)> _stretches = [];
    private readonly Dictionary<string, AddressSet> _leadingTo = new(StringComparer.Ordinal);

    /// <summary>Lays the routes out.</summary>
    /// <param name="id">Id of the table.</param>
    /// <param name="routes">Its routes, those of prefix lists expanded.</param>
    public RoutingTable(string id, IEnumerable<(Prefix Destination, Route Route)> routes)
    {
        Id = id;
        var best = new Dictionary<Prefix, Route>();
        foreach (var (destination, route) in routes)
        {
            if (!best.TryGetValue(destination, out var other) || Rank(route) < Rank(other))
            {
                best[destination] = route;
            }
        }

        Prefix[] prefixes = [.. best.Keys];
        PrefixSweep.Visit(prefixes, (addresses, around) => _stretches.Add((addresses, Winner(around, number => best[prefixes[number]]))));
    }

    public string Id { get; }

    /// <summary>Targets of the routes that win somewhere.</summary>
    public IEnumerable<string> Targets => _stretches.SelectMany(stretch => stretch.Route.Targets).Distinct(StringComparer.Ordinal);

    /// <summary>The route that wins for an address.</summary>
    public Route? RouteOf(UInt128 address)
    {
        var (low, high) = (0, _stretches.Count - 1);
        while (low <= high)
        {
            var middle = (low + high) >>> 1;
            var (addresses, route) = _stretches[middle];
            if (addresses.Contains(address))
            {
                return route;
            }

            (low, high) = address < addresses.First ? (low, middle - 1) : (middle + 1, high);
        }

        return null;
    }

    /// <summary>The addresses whose packets go to a target.</summary>
    public AddressSet LeadingTo(string target)
    {
        if (!_leadingTo.TryGetValue(target, out var addresses))
        {
            addresses = AddressSet.Of([.. _stretches.Where(stretch => stretch.Route.LeadsTo(target)).Select(stretch => stretch.Addresses)]);
            _leadingTo.Add(target, addresses);
        }

        return addresses;
    }

    // the longest prefix wins; a learnt route never beats the local one around it (R27)
    private static Route Winner(List<int> around, Func<int, Route> routeOf)
    {
        var inLocal = around.Exists(number => routeOf(number).IsLocal);
        return routeOf(around.FindLast(number => !inLocal || !routeOf(number).IsPropagated));
    }

    private static int Rank(Route route) =>
        route.IsLocal ? 0
        : route.IsPropagated ? 3
        : route.PrefixListId.Length > 0 ? 2
        : 1;
}
