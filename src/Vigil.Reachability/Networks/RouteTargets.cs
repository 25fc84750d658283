using Vigil.Reachability.Snapshots;

namespace Vigil.Reachability.Networks;

/// <summary>Names the gateways that routes lead to and that the snapshot lacks, or that no rule covers (R40, R91).</summary>
internal static class RouteTargets
{
    /// <summary>Adds a diagnostic for each.</summary>
    public static void Check(Snapshot snapshot, ComponentIndex index, DiagnosticList diagnostics)
    {
        foreach (var table in snapshot.RouteTables)
        {
            foreach (var target in table.Routes.Where(route => !route.IsBlackhole).SelectMany(route => route.Targets))
            {
                if (IsNotModelled(target))
                {
                    diagnostics.Add(ReachabilityCodes.NotModelled, target, $"{table.Id} routes to it: what comes through it is not known");
                }
                else if (IsMissing(target, index))
                {
                    diagnostics.Add(ReachabilityCodes.Missing, target, $"{table.Id} routes to it and it is not in the snapshot: nothing is reported that comes through it");
                }
            }
        }
    }

    private static bool IsNotModelled(string target) =>
        target.StartsWith("cagw-", StringComparison.Ordinal) || target.StartsWith("lgw-", StringComparison.Ordinal) || target.Contains(":core-network/", StringComparison.Ordinal);

    private static bool IsMissing(string target, ComponentIndex index) =>
        (target.StartsWith("igw-", StringComparison.Ordinal) && !index.InternetGateways.ContainsKey(target))
        || (target.StartsWith("vgw-", StringComparison.Ordinal) && !index.VpnGateways.ContainsKey(target))
        || (target.StartsWith("pcx-", StringComparison.Ordinal) && !index.Peerings.ContainsKey(target));
}
