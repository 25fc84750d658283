using Vigil.Domain.Advisories;
using Vigil.Domain.Findings.LifeCycle;
using Vigil.Domain.Resources;

namespace Vigil.Domain.Findings.Csv;

/// <summary>A finding as a row of the table: one of the estate, or one of a scan that no estate knows.</summary>
public sealed record FindingRow
{
    /// <summary>What it says.</summary>
    public required FindingContent Content { get; init; }

    /// <summary>Id of what it is on.</summary>
    public required string ResourceId { get; init; }

    /// <summary>Kind of what it is on, in the words of the API, or empty.</summary>
    public required string ResourceType { get; init; }

    /// <summary>Operating system, or empty.</summary>
    public required string Platform { get; init; }

    /// <summary>Its name in the estate, or empty.</summary>
    public string Arn { get; init; } = "";

    /// <summary>The resource of the estate.</summary>
    public Resource? Resource { get; init; }

    /// <summary>Where it stands in its life in the estate.</summary>
    public FindingState? State { get; init; }

    /// <summary>The moment up to which its age counts.</summary>
    public DateTimeOffset At { get; init; }

    internal Finding? Flaw => Content.Package;

    /// <summary>A finding of the estate.</summary>
    /// <param name="finding">The finding.</param>
    /// <param name="at">The moment up to which its age counts.</param>
    public static FindingRow Of(RecordedFinding finding, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(finding);
        var resource = finding.Resource;
        return new FindingRow
        {
            Content = finding.Content,
            ResourceId = resource.Id,
            ResourceType = ResourceTypes.Words[resource.Type],
            Platform = resource.Machine?.OperatingSystem ?? resource.Image?.OperatingSystem ?? "",
            Arn = finding.Arn,
            Resource = resource,
            State = finding.State,
            At = at,
        };
    }

    internal string OfPackages(Func<VulnerablePackage, string> textOf) => string.Join(", ", (Flaw?.Packages.Items ?? []).Select(textOf).Where(text => text.Length > 0));

    internal string OfParts(Func<PackageParts, string> textOf) =>
        string.Join(", ", (Flaw?.Packages.Items ?? []).SelectMany(package => PackageParts.Of(package.Package)).Select(textOf).Where(text => text.Length > 0));

    internal string OfManagers() => string.Join(", ", (Flaw?.Packages.Items ?? [])
        .SelectMany(package => PackageParts.Of(package.Package).Select(parts => PackageManagers.Of(package.Package, parts)))
        .OfType<string>()
        .Distinct());

    internal Severity? Nvd(bool is3) => SeverityOf("NVD", is3);

    internal Severity? Vendor(bool is3) => Flaw is { SeveritySource: not ("" or "NVD") and var source } ? SeverityOf(source, is3) : null;

    private Severity? SeverityOf(string source, bool is3) =>
        Flaw?.Severities.Items.FirstOrDefault(one => one.Source == source && one.Vector.Length > 0 && one.Vector.StartsWith("CVSS:3", StringComparison.Ordinal) == is3
            && !one.Vector.StartsWith("CVSS:4", StringComparison.Ordinal));
}
