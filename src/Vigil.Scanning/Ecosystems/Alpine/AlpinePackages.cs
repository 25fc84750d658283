using Vigil.Domain.Purl;
using Vigil.Scanning.Ecosystems.Joining;
using Vigil.Scanning.Extraction;

namespace Vigil.Scanning.Ecosystems.Alpine;

/// <summary>Packages of apk: Alpine, Wolfi, Chainguard.</summary>
internal sealed class AlpinePackages : PackageFamily
{
    public override string Kind => "apk";

    public override PackageUrl Purl(PackageFact fact, OperatingSystem? system) =>
        Purl("apk", fact, fact.Version, system, new PurlQualifier("upstream", fact.SourceName == fact.Name ? "" : fact.SourceName));
}
