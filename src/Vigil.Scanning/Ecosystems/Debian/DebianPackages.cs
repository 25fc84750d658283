using Vigil.Domain.Purl;
using Vigil.Scanning.Ecosystems.Joining;
using Vigil.Scanning.Extraction;

namespace Vigil.Scanning.Ecosystems.Debian;

/// <summary>Packages of dpkg, and of opkg whose database has the same form.</summary>
/// <param name="kind">Kind of the facts.</param>
/// <param name="purlType">Type of the package URLs.</param>
internal sealed class DebianPackages(string kind, string purlType) : PackageFamily
{
    public override string Kind => kind;

    public override bool IsOfOthers(PackageFact fact, OperatingSystem system) => system.Ecosystem is "Debian" or "Ubuntu" && OtherArchives.Built(fact);

    public override PackageUrl Purl(PackageFact fact, OperatingSystem? system) =>
        Purl(purlType, fact, fact.Version, system, new PurlQualifier("upstream", Upstream(fact)));

    private static string Upstream(PackageFact fact) => fact.SourceVersion.Length > 0 ? $"{fact.SourceName}@{fact.SourceVersion}" : fact.SourceName;
}
