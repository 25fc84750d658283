using System.Text.RegularExpressions;

namespace Vigil.Scanning.Matching.Batch;

/// <summary>A vendor that rebuilds the packages of distributions and publishes advisories of its own, which count instead of the distribution's.</summary>
/// <remarks>Its advisories stand under the distribution's ecosystem, in a release that carries the vendor's name: <c>root.io 12</c>.</remarks>
/// <param name="Family">Name of the family in a case.</param>
/// <param name="Name">How its sources begin, before the distribution: <c>root.io debian 12</c>.</param>
internal sealed partial record CaseSupplier(string Family, string Name)
{
    private const string Seal = "seal";
    private const string RapidFort = "rapidfort";

    private static readonly string[] SealedNames = ["seal-", "seal.sp", "@seal-security/", "sealsecurity.io/"];
    private static readonly CaseSupplier[] All = [new("rootio", "root.io"), new(Seal, Seal), new(RapidFort, RapidFort)];

    /// <summary>The supplier of a family.</summary>
    public static CaseSupplier? OfFamily(string family) => Array.Find(All, one => one.Family == family);

    /// <summary>The supplier whose advisories a source holds.</summary>
    /// <param name="source">The source.</param>
    /// <param name="distribution">The distribution that the rest of the source names.</param>
    /// <param name="release">The release under which they stand.</param>
    public static CaseSupplier? OfSource(string source, out CaseDistribution? distribution, out string release)
    {
        var supplier = Array.Find(All, one => source.StartsWith(one.Name + " ", StringComparison.Ordinal));
        var number = "";
        distribution = supplier is null ? null : CaseDistribution.OfSource(source[(supplier.Name.Length + 1)..], out number);
        release = supplier?.Under(number) ?? "";
        return distribution is null ? null : supplier;
    }

    /// <summary>Where the advisories for a package stand.</summary>
    /// <param name="package">The package.</param>
    /// <param name="baseFamily">The distribution it is rebuilt from, or empty when only the release tells.</param>
    /// <param name="release">The distribution's release.</param>
    public CaseSystem SystemOf(CasePackage package, string baseFamily, string release)
    {
        var family = baseFamily.Length > 0 ? baseFamily[(baseFamily.LastIndexOf('.') + 1)..] : FamilyOfRelease(release);
        var distribution = CaseDistribution.OfFamily(family, release).FirstOrDefault() ?? throw new FormatException($"there is no distribution '{family}'");
        var own = distribution.Release(release);
        var version = package.SourceVersion.Length > 0 ? package.SourceVersion : package.Version;
        return Family switch
        {
            Seal => IsSealed(package) ? SealedSystem(distribution.Ecosystem, version) : new CaseSystem(distribution.Ecosystem, own),
            RapidFort => RebuiltSystem(distribution.Ecosystem, version, own),
            _ => new CaseSystem(distribution.Ecosystem, Under(own)),
        };
    }

    /// <summary>Where the advisories for a package of a language stand.</summary>
    /// <remarks>
    /// Sealed builds have a name of their own or a mark at the end of the version. Only after a plus is that mark beyond doubt; otherwise the supplier's
    /// advisories must know the package.
    /// </remarks>
    /// <param name="language">The ecosystem.</param>
    /// <param name="package">The package.</param>
    /// <param name="advisories">The advisories of the case.</param>
    public static CaseSystem SystemOf(CaseEcosystem language, CasePackage package, IReadOnlyList<CaseAdvisory> advisories)
    {
        var isSealed = Array.Exists(SealedNames, start => package.Name.StartsWith(start, StringComparison.Ordinal))
            || (SealedVersion().Match(package.Version) is { Success: true, ValueSpan: var mark }
                && (mark[0] == '+' || advisories.Any(one => one.Package == package.Name && one.Source.StartsWith("seal ", StringComparison.Ordinal))));
        return new CaseSystem(language.Ecosystem, isSealed ? Seal : "");
    }

    /// <summary>The advisories as the supplier's users see them: Root.io takes over the distribution's wherever it has none of its own.</summary>
    public IEnumerable<CaseAdvisory> Complete(IReadOnlyList<CaseAdvisory> advisories)
    {
        var own = advisories.Select(one => (one.Source, one.Package, one.Id)).ToHashSet();
        var taken = advisories.Select(one => one with { Source = $"{Name} {one.Source}" }).Where(one => !own.Contains((one.Source, one.Package, one.Id)));
        return Family == "rootio" ? advisories.Concat(taken) : advisories;
    }

    private string Under(string release) => release.Length > 0 ? $"{Name} {release}" : Name;

    // 3.19 is Alpine's, 22.04 Ubuntu's, 12 Debian's, 9 and 9.2 Red Hat's
    private static string FamilyOfRelease(string release) =>
        release.StartsWith("3.", StringComparison.Ordinal) ? "alpine"
        : release.Contains(".04", StringComparison.Ordinal) || release.Contains(".10", StringComparison.Ordinal) ? "ubuntu"
        : release.Length >= 2 && !release.Contains('.', StringComparison.Ordinal) ? "debian"
        : "redhat";

    private static bool IsSealed(CasePackage package) =>
        package.Name.StartsWith("seal-", StringComparison.OrdinalIgnoreCase) || package.SourceName.StartsWith("seal-", StringComparison.OrdinalIgnoreCase);

    // one set for all deb and one for all apk packages; of rpm packages the release is that in the package's own version, 10.el6
    private CaseSystem SealedSystem(string ecosystem, string version) => ecosystem switch
    {
        "Debian" or "Ubuntu" => new CaseSystem("Debian", Name),
        "Alpine" => new CaseSystem("Alpine", Name),
        _ => new CaseSystem("Red Hat", Under(DistTag().Matches(version) is [.., var last] ? last.Groups["number"].Value : "")),
    };

    // the mark in a package's version tells whose build it is
    private CaseSystem RebuiltSystem(string ecosystem, string version, string release)
    {
        if (ecosystem == "Ubuntu")
        {
            var isOwnBuild = version.Contains("+rf", StringComparison.Ordinal) || version.Contains("rfubu", StringComparison.Ordinal);
            return new CaseSystem(ecosystem, isOwnBuild ? Name : Under(release));
        }

        if (ecosystem != "Red Hat" || DistTag().Matches(version) is not [.., var last])
        {
            return new CaseSystem(ecosystem, Under(release));
        }

        var number = last.Groups["number"].Value;
        return last.Groups["tag"].ValueSpan switch
        {
            "fc" => new CaseSystem("Fedora", Under(number)),
            "rf" => new CaseSystem(ecosystem, Name),
            _ => new CaseSystem(ecosystem, Under(number)),
        };
    }

    [GeneratedRegex(@"\.(?<tag>el|fc|rf)(?<number>\d*)", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex DistTag();

    [GeneratedRegex(@"[+.-]sp\d+(p\d+)?(\+incompatible)?$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex SealedVersion();
}
