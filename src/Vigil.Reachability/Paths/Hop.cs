using Vigil.Reachability.Packets;

namespace Vigil.Reachability.Paths;

/// <summary>A component that packets meet on their way, and what it lets through in each direction.</summary>
/// <param name="Component">The component.</param>
/// <param name="Requests">Requests that it lets through: clients with destination ports; <see langword="null"/> for all.</param>
/// <param name="Replies">Replies that it lets through: clients with client ports; <see langword="null"/> for all.</param>
internal sealed record Hop(Component Component, PacketSet? Requests, PacketSet? Replies)
{
    /// <summary>Whether it is a step of a path as findings list them (R96): what routes is evidence beside the path.</summary>
    public bool IsStep => Component.Type is not (Component.RouteTable or Component.TransitTable);
}
