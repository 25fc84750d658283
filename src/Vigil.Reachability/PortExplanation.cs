using System.Collections.Immutable;
using Vigil.Reachability.Inspection;

namespace Vigil.Reachability;

/// <summary>Why a port of an instance is open or closed to the outside.</summary>
/// <param name="IsKnown">Whether the instance is in the snapshot.</param>
/// <param name="Open">The paths that are open.</param>
/// <param name="Blocked">The ways that are closed: directly one for each entry and address, over a load balancer one for each entry, the one that is opened most easily.</param>
public sealed record PortExplanation(bool IsKnown, ImmutableArray<Exposure> Open, ImmutableArray<BlockedWay> Blocked);

/// <summary>A way from an entry to an address of an instance that no packet takes.</summary>
/// <param name="Entry">The entry; nothing when the network has none.</param>
/// <param name="InterfaceId">The interface.</param>
/// <param name="Address">The address inside the network.</param>
/// <param name="Obstacles">Each component that lets no client by, whatever the others do.</param>
/// <param name="SmallestChange">The fewest changes that would open the way for some client.</param>
public sealed record BlockedWay(Component Entry, string InterfaceId, string Address, ImmutableArray<Obstacle> Obstacles, ImmutableArray<Obstacle> SmallestChange)
{
    /// <summary><see cref="Exposure.Direct"/>, or the load balancer as exposures name it.</summary>
    public string Via { get; init; } = Exposure.Direct;

    /// <summary>Whether more may turn out to be in the way once <see cref="SmallestChange"/> is made: what lies behind an obstacle cannot be seen.</summary>
    public bool IsFirstStep { get; init; }
}
