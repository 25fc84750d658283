using System.Text.Json;

namespace Vigil.Scanning.Matching.Batch;

/// <summary>Where a case's packages are installed.</summary>
/// <param name="Family">Family of the distribution or supplier; empty for a language.</param>
/// <param name="Release">Release as the system states it.</param>
/// <param name="BaseFamily">Distribution whose packages a supplier rebuilds, when the case says so.</param>
/// <param name="Language">The ecosystem, when the packages are of a language.</param>
/// <param name="Advisories">The advisories of the case: they tell which packages a supplier looks after.</param>
internal sealed record CaseHost(string Family, string Release, string BaseFamily, CaseEcosystem? Language, IReadOnlyList<CaseAdvisory> Advisories)
{
    /// <summary>Reads <c>family</c> and <c>release</c>, or <c>distro</c> (an object of both, or one text <c>debian 9</c>), or the type of library.</summary>
    /// <exception cref="FormatException">The type of library is not known.</exception>
    public static CaseHost Read(JsonElement question, IReadOnlyList<CaseAdvisory> advisories)
    {
        var context = question.Member("context");
        var type = context.Text("libType") is { Length: > 0 } stated ? stated : question.Text("ecosystem");
        if (type.Length > 0)
        {
            var language = CaseEcosystem.OfLibraryType(type) ?? throw new FormatException($"there is no ecosystem for packages of '{type}'");
            return new CaseHost("", "", "", language, advisories);
        }

        var (family, release) = FamilyOf(question);
        var repository = context.Member("repo").Text("Release");
        var comesFromRepository = repository.Length > 0 && family == "alpine";
        return new CaseHost(family, comesFromRepository ? repository : release, context.Text("baseOS"), null, advisories);
    }

    /// <summary>The systems that a package may belong to: one, but for families whose products a release alone does not tell apart.</summary>
    /// <exception cref="FormatException">The family is not known.</exception>
    public IReadOnlyList<CaseSystem> SystemsOf(CasePackage package)
    {
        CaseSystem[] systems = Language is not null ? [CaseSupplier.SystemOf(Language, package, Advisories)]
            : CaseSupplier.OfFamily(Family) is { } supplier ? [supplier.SystemOf(package, BaseFamily, Release)]
            : [.. CaseDistribution.OfFamily(Family, Release).Select(one => new CaseSystem(one.Ecosystem, one.Release(Release))).Distinct()];
        return systems.Length > 0 ? systems : throw new FormatException($"there is no distribution '{Family}'");
    }

    private static (string Family, string Release) FamilyOf(JsonElement question)
    {
        var distro = question.Member("distro");
        if (distro.ValueKind == JsonValueKind.Object)
        {
            var name = distro.Text("family");
            var release = distro.Text("release");
            return (name.Length > 0 ? name : distro.Text("name"), release.Length > 0 ? release : distro.Text("version"));
        }

        if (distro.ValueKind == JsonValueKind.String)
        {
            var text = question.Text("distro");
            var blank = text.LastIndexOfAny([' ', ':']);
            return blank < 0 ? (text, "") : (text[..blank], text[(blank + 1)..]);
        }

        return (question.Text("family"), question.Text("release"));
    }
}
