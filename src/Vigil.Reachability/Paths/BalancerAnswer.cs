using Vigil.Reachability.Snapshots;

namespace Vigil.Reachability.Paths;

/// <summary>What is open over a load balancer, and what the answer rests on.</summary>
/// <param name="Balancer">The load balancer.</param>
/// <param name="Exposures">What is open.</param>
/// <param name="Needs">
/// Ids of all that was looked at: load balancers, target groups, targets, groups, subnets and networks, also of those that were not there, and the description
/// that its interfaces bear.
/// </param>
internal sealed record BalancerAnswer(Balancer Balancer, Exposure[] Exposures, IReadOnlySet<string> Needs);
