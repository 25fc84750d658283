using Vigil.Domain.Advisories;
using Vigil.Domain.Packages;

namespace Vigil.Domain.Verdicts;

/// <summary>One coordinate and one vulnerability: the outcome, and why.</summary>
public sealed record Verdict
{
    /// <summary>The package.</summary>
    public required Coordinate Coordinate { get; init; }

    /// <summary>Primary id of the flaw's alias group: a CVE where it has one.</summary>
    public required string VulnerabilityId { get; init; }

    /// <summary>The outcome.</summary>
    public required VerdictStatus Status { get; init; }

    /// <summary>What the vendor says.</summary>
    public required VendorState State { get; init; }

    /// <summary>Smallest version that clears this flaw in this release; empty when there is none.</summary>
    public string FixedVersion { get; init; } = "";

    /// <summary>
    /// Subscription that offers <see cref="FixedVersion"/> when the package's own release does not (<c>Ubuntu Pro</c>, <c>SUSE LTSS</c>); empty otherwise.
    /// </summary>
    public string FixChannel { get; init; } = "";

    /// <summary>Id of the deciding advisory, as published.</summary>
    public required string AdvisoryId { get; init; }

    /// <summary>Feed of the deciding advisory.</summary>
    public required string Source { get; init; }

    /// <summary>All advisories of the vendor that speak of this flaw and package, ordinal order.</summary>
    public EquatableArray<string> VendorIds { get; init; } = [];

    /// <summary>The key under which it was found.</summary>
    public required AdvisoryKey Key { get; init; }

    /// <summary>The version that was compared: the source's or the binary's.</summary>
    public required string ComparedVersion { get; init; }

    /// <summary>The deciding range; <see langword="null"/> when the statement covers every version or lists exact ones.</summary>
    public VersionRange? Range { get; init; }

    /// <summary>Scheme that ordered the versions.</summary>
    public required string Scheme { get; init; }

    /// <summary>The source's own severity word for this package, or empty.</summary>
    public string SeverityLabel { get; init; } = "";
}
