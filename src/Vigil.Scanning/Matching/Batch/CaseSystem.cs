using System.Text.Json;
using Vigil.Domain.Packages;
using Vigil.Scanning.Ecosystems;

namespace Vigil.Scanning.Matching.Batch;

/// <summary>What a case's packages are packages of: a release of a distribution, or a language ecosystem.</summary>
/// <param name="Ecosystem">Ecosystem of the coordinates.</param>
/// <param name="Release">Release of the coordinates.</param>
internal sealed record CaseSystem(string Ecosystem, string Release)
{
    /// <summary>The systems that a case may mean: one, but for families whose products a release alone does not tell apart.</summary>
    /// <exception cref="FormatException">None is known.</exception>
    public static IReadOnlyList<CaseSystem> Of(JsonElement question)
    {
        var context = question.Member("context");
        var type = context.Text("libType") is { Length: > 0 } stated ? stated : question.Text("ecosystem");
        if (type.Length > 0)
        {
            return CaseEcosystem.OfLibraryType(type) is { } ecosystem
                ? [new CaseSystem(ecosystem.Ecosystem, "")]
                : throw new FormatException($"there is no ecosystem for packages of '{type}'");
        }

        var (family, release) = FamilyOf(question);
        var repository = context.Member("repo").Text("Release");
        if (repository.Length > 0 && family == "alpine")
        {
            release = repository; // packages come from where the repository points, whatever the system calls itself
        }

        CaseSystem[] systems = [.. CaseDistribution.OfFamily(family, release).Select(one => new CaseSystem(one.Ecosystem, one.Release(release))).Distinct()];
        return systems.Length > 0 ? systems : throw new FormatException($"there is no distribution '{family}'");
    }

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

    // "family" and "release", or "distro": an object of both, or one text "debian 9"
    private static (string Family, string Release) FamilyOf(JsonElement question)
    {
        var distro = question.Member("distro");
        if (distro.ValueKind == JsonValueKind.Object)
        {
            return (Name(distro), distro.Text("release") is { Length: > 0 } release ? release : distro.Text("version"));
        }

        if (distro.ValueKind == JsonValueKind.String)
        {
            var text = question.Text("distro");
            var blank = text.LastIndexOfAny([' ', ':']);
            return blank < 0 ? (text, "") : (text[..blank], text[(blank + 1)..]);
        }

        return (question.Text("family"), question.Text("release"));

        static string Name(JsonElement distro) => distro.Text("family") is { Length: > 0 } family ? family : distro.Text("name");
    }
}
