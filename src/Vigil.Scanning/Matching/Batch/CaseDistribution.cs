namespace Vigil.Scanning.Matching.Batch;

/// <summary>A distribution as cases name it.</summary>
/// <param name="Family">Name of the family in a case.</param>
/// <param name="Ecosystem">Its ecosystem.</param>
/// <param name="Feed">How the sources of its advisories begin, before a blank and the release: <c>debian</c>, <c>Oracle Linux</c>.</param>
/// <param name="Parts">How many parts of a version make the release; 0 where there are none.</param>
/// <param name="NamesSource">Whether its advisories name source packages.</param>
/// <param name="HasOpenStatements">Whether an advisory without a fixed version says that there is no fix yet; otherwise it says nothing.</param>
internal sealed record CaseDistribution(
    string Family,
    string Ecosystem,
    string Feed,
    int Parts,
    bool NamesSource = false,
    bool HasOpenStatements = false)
{
    /// <summary>All of them. Where a family stands on several lines, all apply.</summary>
    public static IReadOnlyList<CaseDistribution> All { get; } =
    [
        new("alma", "AlmaLinux", "alma", 1),
        new("alpine", "Alpine", "alpine", 2, NamesSource: true, HasOpenStatements: true),
        new("amazon", "Amazon Linux", "amazon linux", 1),
        new("azure", "Azure Linux", "Azure Linux", 1, NamesSource: true, HasOpenStatements: true),
        new("azure", "Azure Linux", "CBL-Mariner", 1, NamesSource: true, HasOpenStatements: true),
        new("bottlerocket", "Bottlerocket", "bottlerocket", 0),
        new("chainguard", "Chainguard", "chainguard", 0, NamesSource: true),
        new("debian", "Debian", "debian", 1, NamesSource: true, HasOpenStatements: true),
        new("echo", "Echo", "echo", 0, NamesSource: true, HasOpenStatements: true),
        new("fedora", "Fedora", "fedora", 1),
        new("minimos", "MinimOS", "minimos", 0, NamesSource: true),
        new("oracle", "Oracle Linux", "Oracle Linux", 1),
        new("photon", "Photon OS", "Photon OS", 2, NamesSource: true),
        new("redhat", "Red Hat", "Red Hat", 1, HasOpenStatements: true),
        new("rocky", "Rocky Linux", "rocky", 1),
        new("opensuse", "openSUSE", "openSUSE Leap", 2),
        new("opensuse", "openSUSE", "openSUSE Tumbleweed", 0),
        new("suse", "SUSE", "SUSE Linux Enterprise", 2),
        new("suse", "SUSE", "SUSE Linux Enterprise Micro", 2),
        new("ubuntu", "Ubuntu", "ubuntu", 2, NamesSource: true, HasOpenStatements: true),
        new("wolfi", "Wolfi", "wolfi", 0, NamesSource: true),
    ];

    /// <summary>The distribution whose advisories a source holds: <c>debian 9</c>, <c>Red Hat</c>; of two that fit the longer name.</summary>
    /// <param name="source">The source of an advisory.</param>
    /// <param name="release">What follows the name.</param>
    public static CaseDistribution? OfSource(string source, out string release)
    {
        var found = All
            .Where(one => source.StartsWith(one.Feed, StringComparison.OrdinalIgnoreCase)
                && (source.Length == one.Feed.Length || source[one.Feed.Length] == ' '))
            .MaxBy(one => one.Feed.Length);
        release = found is null ? "" : source[found.Feed.Length..].Trim();
        return found;
    }

    /// <summary>The distributions that a case may be: <c>suse</c> is said of openSUSE too, and a release does not tell their products apart.</summary>
    public static IEnumerable<CaseDistribution> OfFamily(string family, string release)
    {
        var canonical = Canonical(family);
        return All.Where(one => (one.Family == canonical || (canonical == "suse" && one.Family == "opensuse"))
            && (one.Ecosystem != "openSUSE" || one.Parts == 0 != release.Contains('.', StringComparison.Ordinal)));
    }

    /// <summary>The release as coordinates name it.</summary>
    public string Release(string version)
    {
        if (Ecosystem == "Amazon Linux")
        {
            version = version.Split([' ', '.'])[0];
            return version is "2" or "2022" or "2023" ? version : "1";
        }

        if (Ecosystem == "Ubuntu" && version.EndsWith("-ESM", StringComparison.Ordinal))
        {
            return "Pro:" + version[..^4];
        }

        var release = Parts == 0 ? "" : string.Join('.', version.TrimStart('v').Split('.').Take(Parts));
        return Feed switch
        {
            "openSUSE Leap" => $"Leap {release}",
            "openSUSE Tumbleweed" => "Tumbleweed",
            "SUSE Linux Enterprise Micro" => $"Micro {release}",
            _ => release,
        };
    }

    /// <summary>The release as advisory keys name it.</summary>
    public string KeyRelease(string release) => Ecosystem switch
    {
        "Alpine" when release is not "edge" => "v" + release.TrimStart('v'),
        "Ubuntu" or "SUSE" or "openSUSE" => release.EndsWith("-ESM", StringComparison.Ordinal) ? Release(release) : release,
        _ => Release(release),
    };

    private static string Canonical(string family) => family.ToLowerInvariant() switch
    {
        "almalinux" => "alma",
        "amazon linux" or "amzn" => "amazon",
        "azurelinux" or "mariner" or "cbl-mariner" or "azure linux" => "azure",
        "centos" or "rhel" or "red hat" => "redhat",
        "rockylinux" or "rocky linux" => "rocky",
        "ol" or "oracle linux" => "oracle",
        "photon os" => "photon",
        "sles" or "sle" or "slem" or "sle-micro" or "suse linux enterprise server" or "suse linux enterprise micro" or "suse linux enterprise" => "suse",
        "opensuse.leap" or "opensuse-leap" or "opensuse leap" or "opensuse.tumbleweed" or "opensuse-tumbleweed" or "opensuse tumbleweed" => "opensuse",
        var other => other,
    };
}
