namespace Vigil.Reachability.Paths;

/// <summary>Why packets do not get by a component.</summary>
/// <param name="Component">The component.</param>
/// <param name="Reason">What it does with them.</param>
/// <param name="Change">What would let them by.</param>
public sealed record Obstacle(Component Component, string Reason, string Change);
