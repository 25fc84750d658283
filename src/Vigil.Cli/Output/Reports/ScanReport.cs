using System.Globalization;
using Vigil.Advisories.Store;
using Vigil.Cli.Database;
using Vigil.Domain.Findings;

namespace Vigil.Cli.Output.Reports;

/// <summary>A scan with what a report says beside it.</summary>
/// <param name="Result">The scan, with its findings as filtered for display.</param>
/// <param name="Database">Which advisories were used.</param>
/// <param name="Time">As of when it speaks, for the formats that must say so.</param>
internal sealed record ScanReport(ScanResult Result, DatabaseLine Database, DateTimeOffset Time)
{
    /// <summary>Version of Vigil.</summary>
    public static string ToolVersion { get; } = typeof(ScanReport).Assembly.GetName().Version?.ToString(3) ?? "";

    /// <summary>The advisories.</summary>
    public required AdvisoryStore Store { get; init; }

    /// <summary>The name of what was scanned, without the path of a file: what a reader calls it.</summary>
    public string ArtifactName => ShortName(Result.Inventory.Artifact.Name);

    /// <summary>The operating system, for people.</summary>
    public string OperatingSystem => Result.Inventory.OperatingSystem is not { } system ? "no operating system"
        : system.PrettyName.Length > 0 ? system.PrettyName
        : $"{system.Id} {system.VersionId}".TrimEnd();

    /// <summary>Makes the report of a scan. The time is <c>$SOURCE_DATE_EPOCH</c> where it is set, else that up to which the advisories know.</summary>
    public static ScanReport Of(ScanResult result, AdvisoryDatabase database) => new(result, database.Line, ReportTime.OfEnvironment ?? database.Line.AsOf) { Store = database.Store };

    /// <summary>Description and references of the flaw of a finding; both may be empty.</summary>
    public VulnerabilityText TextOf(Finding finding) =>
        Store.FindVulnerability(finding.VulnerabilityId) is >= 0 and var index ? Store.VulnerabilityText(index) : new VulnerabilityText("", []);

    /// <summary>A name without the folders of a path.</summary>
    public static string ShortName(string name) => Path.IsPathRooted(name) && Path.GetFileName(name.TrimEnd('/')) is { Length: > 0 } last ? last : name;

    /// <summary>The score shown: that of the risk where there is one.</summary>
    public static string ScoreOf(Finding finding) => (finding.Risk?.Score ?? finding.Score)?.ToString("0.0", CultureInfo.InvariantCulture) ?? "";
}
