namespace Vigil.Domain.Advisories;

/// <summary>One package that an advisory speaks about, in one ecosystem and release.</summary>
public sealed record AffectedPackage
{
    /// <summary>What this statement is found by.</summary>
    public required AdvisoryKey Key { get; init; }

    /// <summary>
    /// Whether <see cref="Key"/> names a source package, whose binaries are all meant and whose version is the source's: Debian, Ubuntu, Alpine,
    /// Rocky, Red Hat's unfixed states. Otherwise it names one installed package: AlmaLinux, Amazon, SUSE and Red Hat errata, languages.
    /// </summary>
    public bool NamesSource { get; init; }

    /// <summary>Name of the version scheme that orders the versions below, as in <see cref="Versions.VersionSchemes"/>: <c>deb</c>, <c>rpm</c>, <c>npm</c>.</summary>
    public required string Scheme { get; init; }

    /// <summary>What the source says of the package in these versions.</summary>
    public VendorState State { get; init; } = VendorState.Affected;

    /// <summary>
    /// Versions to which the statement applies: any of these, or any of <see cref="Versions"/>. Both empty means every version.
    /// </summary>
    public EquatableArray<VersionRange> Ranges { get; init; } = [];

    /// <summary>Exact versions, as published.</summary>
    public EquatableArray<string> Versions { get; init; } = [];

    /// <summary>Architectures to which the statement is limited, as the package database spells them, sorted; empty for all.</summary>
    public EquatableArray<string> Arches { get; init; } = [];

    /// <summary>Module and stream (<c>nodejs:18</c>) to which it is limited; empty for packages outside modules (or where the feed does not say).</summary>
    public string ModuleStream { get; init; } = "";

    /// <summary>Repositories or products to which it is limited: CPEs for Red Hat, a topic for Amazon extras; sorted; empty for all.</summary>
    public EquatableArray<string> Repositories { get; init; } = [];

    /// <summary>The source's own severity word for this package, or empty.</summary>
    public string SeverityLabel { get; init; } = "";
}
