using Vigil.Domain.Advisories;
using Vigil.Domain.Scoring;

namespace Vigil.Domain.Findings;

/// <summary>One flaw in one artifact, with all packages that it touches (spec §8.1).</summary>
public sealed record Finding
{
    /// <summary>Primary id: a CVE where the flaw has one.</summary>
    public required string VulnerabilityId { get; init; }

    /// <summary>Its other names, ordinal order.</summary>
    public EquatableArray<string> Aliases { get; init; } = [];

    /// <summary>One line: the summary of the flaw, or the start of its description.</summary>
    public string Title { get; init; } = "";

    /// <summary>The description; empty where nobody asked for it: a scan does not, the estate does.</summary>
    public string Description { get; init; } = "";

    /// <summary>The severity shown.</summary>
    public required FindingSeverity Severity { get; init; }

    /// <summary>Source of <see cref="Severity"/> (<c>DEBIAN_CVE</c>, <c>NVD</c>), or empty when there is none.</summary>
    public string SeveritySource { get; init; } = "";

    /// <summary>Base score, 0 to 10, that <see cref="Severity"/> rests on; <see langword="null"/> when only a label is known.</summary>
    public double? Score { get; init; }

    /// <summary>Vector of <see cref="Score"/>, or empty.</summary>
    public string Vector { get; init; } = "";

    /// <summary>How bad the flaw is here, with the reason for each step down from the base score; <see langword="null"/> without a vector.</summary>
    public RiskScore? Risk { get; init; }

    /// <summary>From where the artifact can be reached.</summary>
    public ReachableFrom Reachability { get; init; }

    /// <summary>Sockets of its packages that clients outside get packets to; empty when nobody looked.</summary>
    public EquatableArray<ReachedSocket> ReachedSockets { get; init; } = [];

    /// <summary>What is known of exploitation.</summary>
    public ExploitKnowledge Exploitation { get; init; } = ExploitKnowledge.None;

    /// <summary>Scores and labels of all sources.</summary>
    public EquatableArray<Severity> Severities { get; init; } = [];

    /// <summary>What <see cref="SeveritySource"/> calls it (<c>medium</c>, <c>HIGH</c>): its own word, else that of its score; empty when there is no source.</summary>
    public string VendorSeverity =>
        SeveritySource.Length == 0 ? ""
        : Severities.Items.FirstOrDefault(one => one.Source == SeveritySource && one.Label.Length > 0)?.Label
        ?? (Packages.Items.FirstOrDefault()?.Verdict.SeverityLabel is { Length: > 0 } label ? label : FindingWords.Severity[Severity]);

    /// <summary>Whether the packages have a fix.</summary>
    public required FixAvailable FixAvailable { get; init; }

    /// <summary>The packages, in the inventory's order; at least one.</summary>
    public required EquatableArray<VulnerablePackage> Packages { get; init; }

    /// <summary>Weaknesses, <c>CWE-79</c>.</summary>
    public EquatableArray<string> Cwes { get; init; } = [];

    /// <summary>Addresses for further reading.</summary>
    public EquatableArray<string> References { get; init; } = [];

    /// <summary>First published; <see langword="null"/> when no source says.</summary>
    public DateTimeOffset? Published { get; init; }

    /// <summary>Last modified; <see langword="null"/> when no source says.</summary>
    public DateTimeOffset? Modified { get; init; }
}
