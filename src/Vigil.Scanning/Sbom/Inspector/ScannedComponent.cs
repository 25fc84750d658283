using System.Globalization;
using Vigil.Domain.Purl;
using Vigil.Domain.Verdicts;

namespace Vigil.Scanning.Sbom.Inspector;

/// <summary>A component of a scanned bill of materials, and what the scan says of it.</summary>
public sealed record ScannedComponent
{
    /// <summary>Type of components that are the system itself, not a package of it.</summary>
    public const string OperatingSystem = "operating-system";

    /// <summary>What the document calls it; empty until it is numbered.</summary>
    public string Ref { get; init; } = "";

    /// <summary>Type in the words of CycloneDX.</summary>
    public string Type { get; init; } = "library";

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Its version, or empty.</summary>
    public string Version { get; init; } = "";

    /// <summary>Its package URL as the document has it, or empty.</summary>
    public string Purl { get; init; } = "";

    /// <summary>Where it was found, or empty.</summary>
    public string Path { get; init; } = "";

    /// <summary>Which part of the document's maker found its file (<c>dpkg</c>), or empty.</summary>
    public string FileScanner { get; init; } = "";

    /// <summary>Which part of the document's maker read it (<c>debian-dpkg</c>), or empty.</summary>
    public string Collector { get; init; } = "";

    /// <summary>The source package that it was built from; <see langword="null"/> where it has none of its own.</summary>
    public ScannedSource? Source { get; init; }

    /// <summary>Whether it was looked up; <see langword="null"/> when no package was made of it.</summary>
    public EvaluationState? State { get; init; }

    /// <summary>Last day of a system's security support, when that day is over.</summary>
    public DateOnly? EndOfLife { get; init; }

    /// <summary>Whether <see cref="Message"/> is a warning: nothing could be looked up.</summary>
    public bool IsWarning => Purl.Length == 0 && Type != OperatingSystem;

    /// <summary>What is said of it where nothing was found in it (spec scan-sbom §1); empty of a system that is supported.</summary>
    public string Message => this switch
    {
        { EndOfLife: { } day } => string.Create(CultureInfo.InvariantCulture, $"Component end-of-life: {day:yyyy-MM-dd}"),
        { Type: OperatingSystem, Purl.Length: 0 } => "",
        { Purl.Length: 0 } => "Component skipped: no purl provided.",
        { Key: null } => "Component skipped: invalid purl provided.",
        { State: EvaluationState.Evaluated or EvaluationState.EndOfLife or EvaluationState.OwnedByDistribution } => "Component scanned: no vulnerabilities found.",
        _ => "Component skipped: no rules found.",
    };

    /// <summary>What tells its package from others; <see langword="null"/> without a package URL that can be read.</summary>
    internal string? Key { get; private init; }

    /// <summary>The component with <see cref="Key"/>.</summary>
    internal ScannedComponent Keyed() => this with { Key = PackageUrl.TryCanonicalize(Purl, out var purl, out _) ? KeyOf(purl) : null };

    /// <summary>The key of a package: qualifiers say how it was built, not what it is.</summary>
    internal static string KeyOf(PackageUrl purl) => $"{purl.Type}/{purl.Namespace}/{purl.Name}@{purl.Version}";
}
