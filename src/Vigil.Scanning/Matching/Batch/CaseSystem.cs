using Vigil.Domain.Packages;
using Vigil.Scanning.Ecosystems;

namespace Vigil.Scanning.Matching.Batch;

/// <summary>What a case's packages are packages of: a release of a distribution, or a language ecosystem.</summary>
/// <param name="Ecosystem">Ecosystem of the coordinates.</param>
/// <param name="Release">Release of the coordinates.</param>
internal sealed record CaseSystem(string Ecosystem, string Release)
{
    /// <summary>The coordinate of a package.</summary>
    public Coordinate ToCoordinate(CasePackage package) => new()
    {
        Ecosystem = Ecosystem,
        Release = Release,
        Name = package.Name,
        Version = Comparable(package.Version),
        Arch = package.Arch,
        SourceName = package.SourceName,
        SourceVersion = Comparable(package.SourceVersion),
        ModuleStream = package.ModuleStream,
        Repository = package.Products,
    };

    // some cases state a part of an rpm's release with the version: what follows the first dash is the release, where another dash separates like a dot
    private string Comparable(string version)
    {
        var dash = version.IndexOf('-', StringComparison.Ordinal);
        var isRpm = MatchRuleCatalog.TryGet(Ecosystem, out var rule) && rule.Scheme == "rpm";
        return isRpm && dash >= 0 ? version[..(dash + 1)] + version[(dash + 1)..].Replace('-', '.') : version;
    }
}
