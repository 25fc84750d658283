namespace Vigil.Reachability.Paths;

/// <summary>Exposures over a load balancer: over whichever of its nodes, a path is one path, and its clients are those of all nodes (R75).</summary>
internal sealed class BalancedExposures
{
    private readonly Dictionary<(string Entry, bool IsIPv4, Packets.Transport Transport, string TargetGroup, string Interface, ushort Port, string Group), Exposure> _exposures = [];

    public void Add(Exposure exposure, string targetGroupId)
    {
        var opening = exposure.Opening;
        var clients = exposure.ClientSet;
        var key = (exposure.Entry.Id, Packets.Address.IsIPv4(clients.First), opening.Gate.Transport, targetGroupId, exposure.InterfaceId, opening.Ports.First, opening.Group.Id);
        _exposures[key] = _exposures.TryGetValue(key, out var other) ? other.With(other.ClientSet.Union(clients)) : exposure;
    }

    public Exposure[] ToArray() => [.. _exposures.Values];
}
