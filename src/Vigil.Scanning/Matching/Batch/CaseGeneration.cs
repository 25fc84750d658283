using System.Collections.Immutable;
using System.Text.Json;
using Vigil.Domain;
using Vigil.Domain.Advisories;
using Vigil.Domain.Versions;
using Vigil.Domain.Versions.Ranges;

namespace Vigil.Scanning.Matching.Batch;

/// <summary>Turns the advisories of a case into records for a generation.</summary>
/// <param name="products">Red Hat's tables of the case.</param>
/// <param name="packages">The packages of the case: constraints of languages are resolved to the versions that are installed.</param>
internal sealed class CaseGeneration(CaseProducts products, IReadOnlyList<CasePackage> packages)
{
    /// <summary>The record of an advisory, or <see langword="null"/> when its source is not known or says nothing.</summary>
    public Advisory? Record(CaseAdvisory advisory)
    {
        var affected = CaseEcosystem.OfSource(advisory.Source, out var supplier) is { } ecosystem ? OfConstraints(advisory, ecosystem, supplier)
            : CaseSupplier.OfSource(advisory.Source, out var rebuilt, out var own) is not null && rebuilt is not null ? OfSupplier(advisory, rebuilt, own)
            : CaseDistribution.OfSource(advisory.Source, out var release) is { } distribution ? OfDistribution(advisory, distribution, release)
            : [];
        return affected.IsEmpty ? null : new Advisory
        {
            Id = advisory.Id,
            Source = advisory.Source,
            Vulnerabilities = FlawsOf(advisory),
            Affected = affected,
        };
    }

    private static ImmutableArray<string> FlawsOf(CaseAdvisory advisory) => advisory.Id.StartsWith("CVE-", StringComparison.Ordinal)
        ? []
        :
        [
            .. advisory.Value.Items("Entries")
                .SelectMany(entry => entry.Items("Cves"))
                .Select(cve => cve.Text("ID"))
                .Where(id => id.Length > 0)
                .Distinct(StringComparer.Ordinal),
        ];

    private ImmutableArray<AffectedPackage> OfConstraints(CaseAdvisory advisory, CaseEcosystem ecosystem, string supplier)
    {
        ImmutableArray<string> versions =
        [
            .. packages.Select(package => package.Version).Distinct(StringComparer.Ordinal).Where(version => ecosystem.IsVulnerable(version, advisory)),
        ];
        return versions.IsEmpty ? [] :
        [
            new AffectedPackage
            {
                Key = new AdvisoryKey(ecosystem.Ecosystem, supplier, AdvisoryKeys.NormalizeName(ecosystem.Ecosystem, advisory.Package)),
                Scheme = ecosystem.Scheme,
                Versions = versions,
            },
        ];
    }

    // a supplier names the source, or sometimes the binary; constraints have the order of the distribution
    private ImmutableArray<AffectedPackage> OfSupplier(CaseAdvisory advisory, CaseDistribution distribution, string release)
    {
        var scheme = SchemeOf(distribution.Ecosystem);
        ImmutableArray<string> versions =
        [
            .. packages.SelectMany(package => (string[])[package.Version, package.SourceVersion])
                .Where(version => version.Length > 0 && IsVulnerable(scheme, version, advisory))
                .Distinct(StringComparer.Ordinal),
        ];
        var named = new AffectedPackage
        {
            Key = new AdvisoryKey(distribution.Ecosystem, release, advisory.Name),
            Scheme = scheme,
            Versions = versions,
        };
        return versions.IsEmpty ? [] : [named with { NamesSource = true }, named];
    }

    private static bool IsVulnerable(string schemeName, string version, CaseAdvisory advisory)
    {
        var constraints = advisory.Value.Texts("VulnerableVersions");
        return constraints.Length == 0
            || (VersionSchemes.TryGet(schemeName, out var scheme) && Array.Exists(
                constraints,
                text => ConstraintSyntaxes.Advisory.TryParse(text, out var constraint) && constraint.IsSatisfiedBy(scheme, version)));
    }

    private ImmutableArray<AffectedPackage> OfDistribution(CaseAdvisory advisory, CaseDistribution distribution, string release)
    {
        var entries = advisory.Value.Items("Entries").ToArray();
        return
        [
            .. from entry in entries.Length > 0 ? entries : [advisory.Value]
               from scope in ScopesOf(entry, distribution, release)
               where entry.Text("FixedVersion").Length > 0 || distribution.HasOpenStatements
               select new AffectedPackage
               {
                   Key = new AdvisoryKey(distribution.Ecosystem, scope.Release, advisory.Name),
                   NamesSource = distribution.NamesSource,
                   Scheme = SchemeOf(distribution.Ecosystem),
                   State = StateOf(entry.Text("Status")),
                   Ranges = [new VersionRange(entry.Text("AffectedVersion"), entry.Text("FixedVersion"))],
                   Arches = [.. entry.Texts("Arches")],
                   ModuleStream = advisory.ModuleStream,
                   Repositories = [.. scope.Products],
               },
        ];
    }

    private IEnumerable<(string Release, string[] Products)> ScopesOf(JsonElement entry, CaseDistribution distribution, string release) =>
        distribution.Ecosystem switch
        {
            "Red Hat" => products.ByRelease(entry),
            "SUSE" or "openSUSE" => [(distribution.KeyRelease(release), [$"{distribution.Feed} {release}"])],
            _ => [(distribution.KeyRelease(release), [])],
        };

    private static string SchemeOf(string ecosystem) => Ecosystems.MatchRuleCatalog.TryGet(ecosystem, out var rule) ? rule.Scheme : "";

    private static VendorState StateOf(string status) => status switch
    {
        "not_affected" => VendorState.NotAffected,
        "under_investigation" => VendorState.UnderInvestigation,
        "will_not_fix" => VendorState.WillNotFix,
        "fix_deferred" => VendorState.Deferred,
        "end_of_life" => VendorState.EndOfLife,
        _ => VendorState.Affected,
    };
}
