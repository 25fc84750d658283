using Vigil.Domain.Packages;

namespace Vigil.Domain.Findings;

/// <summary>An inventory judged by one generation of advisories.</summary>
public sealed record ScanResult
{
    /// <summary>What was judged.</summary>
    public required Inventory Inventory { get; init; }

    /// <summary>Content id of the generation.</summary>
    public required string Generation { get; init; }

    /// <summary>Findings, in the order of <see cref="FindingPriority"/>.</summary>
    public EquatableArray<Finding> Findings { get; init; } = [];

    /// <summary>The image that this one was built on, when somebody named it.</summary>
    public BaseImage? Base { get; init; }

    /// <summary>What VEX statements and a policy have taken out of <see cref="Findings"/>, in the order in which it was taken out.</summary>
    public EquatableArray<SetAsideFinding> SetAside { get; init; } = [];

    /// <summary>What listens here and is reached from outside; empty when nobody looked.</summary>
    public EquatableArray<ReachedSocket> ReachedSockets { get; init; } = [];

    /// <summary>One entry for each package of the inventory, in its order.</summary>
    public EquatableArray<PackageEvaluation> Evaluations { get; init; } = [];
}
