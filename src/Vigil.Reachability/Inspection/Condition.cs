namespace Vigil.Reachability.Inspection;

/// <summary>What a hop asks of clients.</summary>
/// <param name="Passing">The clients whose packets get by: all or none where the client does not matter.</param>
/// <param name="Obstacle">What is said, for clients that shall get by.</param>
internal sealed record Condition(AddressSet Passing, Func<Clients, Obstacle> Obstacle);
