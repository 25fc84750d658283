using Vigil.Reachability.Inspection;
using Vigil.Reachability.Packets;

namespace Vigil.Reachability.Paths;

/// <summary>A component through which packets come into a network from outside (R2).</summary>
internal abstract class Entry
{
    /// <summary>The component.</summary>
    public abstract Component Component { get; }

    /// <summary>Whether all public addresses of a subnet, and all others, share one way: nothing looks at the address itself.</summary>
    public abstract bool IsUniform { get; }

    /// <summary>The ways from here to a destination.</summary>
    /// <param name="destination">Where packets shall arrive.</param>
    /// <param name="transport">Their protocol.</param>
    /// <param name="obstacles">Told, when somebody asks, why there is no way.</param>
    public abstract Approach? Towards(in Destination destination, Transport transport, List<Obstacle>? obstacles = null);
}
