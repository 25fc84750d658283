using System.Collections.Immutable;
using Vigil.Domain.Findings;

namespace Vigil.Scanning.Policies;

/// <summary>What a site has decided of findings: which do not count, and which must not be. Described in <c>docs/vex-and-policy.md</c>.</summary>
/// <param name="Source">Name of the file, for people.</param>
/// <param name="Ignores">What does not count, in the order of the file.</param>
/// <param name="Gates">What must not be, in the order of the file.</param>
/// <param name="Vex">Paths of VEX documents, relative to the file.</param>
public sealed record Policy(string Source, ImmutableArray<IgnoreRule> Ignores, ImmutableArray<GateRule> Gates, ImmutableArray<string> Vex);

/// <summary>A decision that a finding does not count here. All that it says must be met.</summary>
public sealed record IgnoreRule
{
    /// <summary>Line in the file.</summary>
    public required int Line { get; init; }

    /// <summary>Names of flaws; any of them. Empty for every flaw.</summary>
    public ImmutableArray<string> Ids { get; init; } = [];

    /// <summary>Name of a package or of its source, or a package URL as a pattern; empty for every package.</summary>
    public string Package { get; init; } = "";

    /// <summary>Path of the file that told of the package; <c>*</c> stands for any characters. Empty for every path.</summary>
    public string Path { get; init; } = "";

    /// <summary>Why; never empty.</summary>
    public required string Reason { get; init; }

    /// <summary>Who answers for it, or empty.</summary>
    public string Owner { get; init; } = "";

    /// <summary>The last day on which it counts; <see langword="null"/> for no end.</summary>
    public DateOnly? Expires { get; init; }

    /// <summary>Whether it ends when there is a fix.</summary>
    public bool UntilFixed { get; init; }
}

/// <summary>A condition that fails a scan when a finding meets all of it.</summary>
public sealed record GateRule
{
    /// <summary>Line in the file.</summary>
    public required int Line { get; init; }

    /// <summary>Name for people.</summary>
    public required string Name { get; init; }

    /// <summary>Least severity.</summary>
    public FindingSeverity? Severity { get; init; }

    /// <summary>Least risk score, 0 to 10.</summary>
    public double? Score { get; init; }

    /// <summary>Least chance of exploitation within 30 days, 0 to 1.</summary>
    public double? Epss { get; init; }

    /// <summary>Whether it is about what is known to be exploited only.</summary>
    public bool Kev { get; init; }

    /// <summary>Whether it is about what has a fix only.</summary>
    public bool Fixable { get; init; }

    /// <summary>Days since the flaw was published, for findings that have a fix.</summary>
    public int? FixableForDays { get; init; }
}
