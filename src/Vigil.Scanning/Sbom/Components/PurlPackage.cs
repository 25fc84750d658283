using System.Collections.Frozen;
using Vigil.Domain.Packages;
using Vigil.Domain.Purl;
using Vigil.Scanning.Ecosystems;
using Vigil.Scanning.Ecosystems.Joining;
using Vigil.Scanning.Ecosystems.OperatingSystems;
using Vigil.Scanning.Ecosystems.Rpm;
using Vigil.Scanning.Extraction;

namespace Vigil.Scanning.Sbom.Components;

/// <summary>What a package URL alone tells of a package. Packages of a distribution are completed by the family that completes those of its database.</summary>
/// <param name="artifact">Kind of the artifact that the package is in.</param>
/// <param name="system">Operating system of the document; a package URL may name another.</param>
/// <param name="runningKernel">Release of the running kernel, or empty.</param>
internal sealed class PurlPackage(ArtifactKind artifact, OperatingSystem? system, string runningKernel)
{
    private static readonly FrozenDictionary<string, string> Kinds = new Dictionary<string, string>
    {
        ["apk"] = "apk",
        ["deb"] = "dpkg",
        ["dpkg"] = "dpkg", // Inspector's exports
        ["opkg"] = "opkg",
        ["rpm"] = "rpm",
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<string, string> Ecosystems = new Dictionary<string, string>
    {
        ["alpm"] = "Arch",
        ["bitnami"] = "Bitnami",
        ["cargo"] = "crates.io",
        ["cocoapods"] = "CocoaPods",
        ["composer"] = "Packagist",
        ["conan"] = "ConanCenter",
        ["cran"] = "CRAN",
        ["gem"] = "RubyGems",
        ["golang"] = "Go",
        ["hackage"] = "Hackage",
        ["hex"] = "Hex",
        ["julia"] = "Julia",
        ["k8s"] = "Kubernetes",
        ["maven"] = "Maven",
        ["npm"] = "npm",
        ["nuget"] = "NuGet",
        ["pub"] = "Pub",
        ["pypi"] = "PyPI",
        ["swift"] = "SwiftURL",
    }.ToFrozenDictionary();

    private static readonly char[] GoVersionLead = ['v', 'g', 'o'];

    private readonly string _distro = PurlDistribution.Qualifier(system);

    /// <summary>The package, without evidence.</summary>
    /// <param name="purl">Its package URL.</param>
    /// <param name="vendor">Who built it, as far as it is known: it decides whether the distribution did.</param>
    public Package Of(PackageUrl purl, string vendor)
    {
        if (!Kinds.TryGetValue(purl.Type, out var kind))
        {
            return new Package { Coordinate = OfRegistry(purl), Purl = purl, Evidence = [] };
        }

        var fact = Fact(kind, purl) with { Vendor = vendor };
        var own = SystemOf(purl);
        var family = EcosystemCatalog.FamilyOf(kind);
        return new Package
        {
            Coordinate = family.Complete(fact, own),
            Purl = purl,
            Evidence = [],
            SourceRpm = fact.SourceRpm,
            Context = family.ContextOf(fact, own, artifact, runningKernel),
        };
    }

    // the namespace of Maven is part of the name by a colon, that of the others by a slash
    private static Coordinate OfRegistry(PackageUrl purl) => new()
    {
        Ecosystem = Ecosystems.GetValueOrDefault(purl.Type, purl.Type),
        Name = purl.Namespace.Length == 0 ? purl.Name : $"{purl.Namespace}{(purl.Type == "maven" ? ':' : '/')}{purl.Name}",
        // the standard library has the version of Go, before which some put a v and others go
        Version = purl is { Type: "golang", Namespace: "", Name: "stdlib" } ? purl.Version.TrimStart(GoVersionLead) : purl.Version,
        Arch = purl.Type == "alpm" ? purl.Qualifier("arch") : "",
    };

    private static PackageFact Fact(string kind, PackageUrl purl)
    {
        var upstream = purl.Qualifier("upstream");
        var at = upstream.IndexOf('@', StringComparison.Ordinal);
        var epoch = purl.Qualifier("epoch");
        return new PackageFact
        {
            Kind = kind,
            Name = purl.Name,
            Version = epoch is "" or "0" || purl.Version.Contains(':', StringComparison.Ordinal) ? purl.Version : $"{epoch}:{purl.Version}",
            Arch = purl.Qualifier("arch"),
            SourceName = kind == "rpm" ? "" : at > 0 ? upstream[..at] : upstream.Length > 0 || kind != "apk" ? upstream : purl.Name,
            SourceVersion = kind == "rpm" || at < 0 ? "" : upstream[(at + 1)..],
            SourceRpm = kind == "rpm" ? upstream : "",
            ModularityLabel = purl.Qualifier("rpmmod") is { Length: > 0 } module ? module : purl.Qualifier("modularitylabel"),
        };
    }

    private OperatingSystem? SystemOf(PackageUrl purl)
    {
        var distro = purl.Qualifier("distro");
        var isOfDocument = distro == _distro || (distro.Length == 0 && (purl.Namespace.Length == 0 || IsOfDocument(purl.Namespace)));
        return isOfDocument ? system : PurlDistribution.Of(purl) ?? system;
    }

    private bool IsOfDocument(string purlNamespace) => system is not null && Distributions.PurlNamespace(system.Id) == purlNamespace;
}
