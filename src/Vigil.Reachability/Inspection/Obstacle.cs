using Vigil.Reachability.Snapshots;

namespace Vigil.Reachability.Inspection;

/// <summary>Why packets do not get by a component.</summary>
/// <param name="Component">The component.</param>
/// <param name="Reason">What it does with them.</param>
/// <param name="Change">What would let them by.</param>
public sealed record Obstacle(Component Component, string Reason, string Change)
{
    /// <summary>The change as components, told from the network as it is; <see langword="null"/> where no list of the snapshot can say it.</summary>
    internal Func<Snapshot, Snapshot>? Remedy { get; init; }
}
