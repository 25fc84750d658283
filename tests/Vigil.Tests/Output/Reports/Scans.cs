using Vigil.Advisories.Store;
using Vigil.Cli.Output;
using Vigil.Cli.Output.Reports;
using Vigil.Domain.Advisories;
using Vigil.Domain.Findings;
using Vigil.Domain.Packages;
using Vigil.Domain.Verdicts;
using Vigil.Tests.Matching;
using Vigil.Tests.Sbom;

namespace Vigil.Tests.Output.Reports;

/// <summary>Scans to be reported.</summary>
internal static class Scans
{
    private static readonly AdvisoryStore Store = Judgement.Generation(
        Judgement.Advisory("CVE-2026-0001", Judgement.Source("Debian", "12", "openssl", "3.0.14-1~deb12u1")) with
        {
            Details = "Long <script>alert(1)</script> text.",
            References = ["https://example.org/a"],
        });

    /// <summary>Two findings of the sample image: one with a fix and in attacks in two packages, one without either.</summary>
    public static ScanReport Image { get; } = Report(
        Finding("CVE-2026-0001", FindingSeverity.Critical, "A <b>bad</b> flaw | of *openssl*", Samples.DebianImage.Packages[0], "3.0.14-1~deb12u1", Samples.DebianImage.Packages[1]) with
        {
            Score = 9.8,
            Cwes = ["CWE-79"],
            Exploitation = new ExploitKnowledge { Known = new KnownExploitation("CVE-2026-0001", new DateOnly(2026, 1, 2), null, "patch", true) },
        },
        Finding("GHSA-aaaa-bbbb-cccc", FindingSeverity.Medium, "", Samples.DebianImage.Packages[4], ""));

    /// <summary>A report of findings in the sample image.</summary>
    public static ScanReport Report(params Finding[] findings) => new(
        new ScanResult
        {
            Inventory = Samples.DebianImage,
            Generation = "sha256:00",
            Findings = [.. findings],
            Evaluations =
            [
                .. Samples.DebianImage.Packages.Items.Select(package => package.Context == PackageContext.None
                    ? new PackageEvaluation(package, EvaluationState.Evaluated)
                    : new PackageEvaluation(package, EvaluationState.NotApplicable, "not <applicable>")),
            ],
        },
        new DatabaseLine(IsShipped: false, Samples.Noon, 1_000, ""),
        Samples.Noon)
    {
        Store = Store,
    };

    /// <summary>A finding of one flaw in packages, of which the first has the fix.</summary>
    public static Finding Finding(string id, FindingSeverity severity, string title, Package package, string fixedVersion, params Package[] others) => new()
    {
        VulnerabilityId = id,
        Title = title,
        Severity = severity,
        FixAvailable = fixedVersion.Length == 0 ? FixAvailable.No : others.Length == 0 ? FixAvailable.Yes : FixAvailable.Partial,
        Packages = [Vulnerable(id, package, fixedVersion), .. others.Select(other => Vulnerable(id, other, ""))],
    };

    private static VulnerablePackage Vulnerable(string id, Package package, string fixedVersion) => new(
        package,
        new Verdict
        {
            Coordinate = package.Coordinate,
            VulnerabilityId = id,
            Status = VerdictStatus.Affected,
            State = VendorState.Affected,
            FixedVersion = fixedVersion,
            AdvisoryId = id,
            Source = "debian",
            Key = new AdvisoryKey("Debian", "12", package.Coordinate.EffectiveSourceName),
            ComparedVersion = package.Coordinate.EffectiveSourceVersion,
            Scheme = "deb",
        },
        fixedVersion.Length > 0 ? $"apt-get install --only-upgrade {package.Coordinate.Name}" : "");

    /// <summary>What a form writes.</summary>
    public static string Written(this ScanReport scan, string format)
    {
        using var stream = new MemoryStream();
        Report<ScanReport>.Find(ScanReports.All, format).Write(scan, stream);
        return System.Text.Encoding.UTF8.GetString(stream.ToArray());
    }
}
