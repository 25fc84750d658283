using System.Collections.Frozen;
using Vigil.Domain.Purl;

namespace Vigil.Scanning.Ecosystems.OperatingSystems;

/// <summary>The operating system that a package URL names by its namespace and its qualifier <c>distro</c>.</summary>
/// <remarks>
/// Tools write the qualifier in several ways: <c>debian-12</c>, <c>debian-bookworm</c>, <c>bookworm</c>, <c>opensuse.leap-15.5</c>, <c>redhat-8.4</c>,
/// <c>3.18.4</c>. The part before the number is an <c>ID</c> of os-release or a namespace; where it is missing, the namespace stands for it.
/// </remarks>
internal static class PurlDistribution
{
    private static readonly FrozenDictionary<string, string> Ids = Distributions.All
        .Select(one => (Name: one.Id, Id: one.Id))
        .Concat<(string Name, string Id)>(
        [
            ("redhat", "rhel"), ("oracle", "ol"), ("oraclelinux", "ol"), ("amazon", "amzn"), ("amazonlinux", "amzn"), ("alma", "almalinux"), ("rockylinux", "rocky"),
            ("suse", "sles"), ("suse-linux-enterprise-server", "sles"), ("suse-linux-enterprise-micro", "sle-micro"), ("cbl-mariner", "mariner"),
        ])
        .ToFrozenDictionary(pair => pair.Name, pair => pair.Id, StringComparer.OrdinalIgnoreCase);

    /// <summary>The value of <c>distro</c> for an operating system, as syft and grype write it: <c>debian-12</c>; of a release without a number its codename.</summary>
    public static string Qualifier(OperatingSystem? system) => system switch
    {
        null => "",
        { VersionId.Length: > 0 } => $"{system.Id}-{system.VersionId}",
        { Codename.Length: > 0 } => $"{system.Id}-{system.Codename}",
        _ => system.Id,
    };

    /// <summary>The operating system that a package is of; <see langword="null"/> where the package URL names none that is known.</summary>
    public static OperatingSystem? Of(PackageUrl purl)
    {
        var distro = purl.Qualifier("distro").Replace('.', '-').Replace(' ', '-');
        for (var end = distro.Length; end > 0; end = distro.LastIndexOf('-', end - 1))
        {
            if (Ids.TryGetValue(distro[..end], out var id))
            {
                return Of(id, purl.Qualifier("distro")[Math.Min(end + 1, distro.Length)..]);
            }
        }

        return Ids.TryGetValue(purl.Namespace, out var named) ? Of(named, purl.Qualifier("distro")) : null;
    }

    /// <summary>The operating system of an <c>ID</c> and a version or codename.</summary>
    public static OperatingSystem? Of(string id, string version)
    {
        var isNumber = version.Length > 0 && char.IsAsciiDigit(version[0]);
        var codename = isNumber ? "" : version;
        var release = new OsRelease
        {
            Id = Ids.GetValueOrDefault(id, id),
            VersionId = isNumber ? version : Codenames(id, codename),
            VersionCodename = codename,
        };
        return Distributions.Of(release) is not { } distribution ? null : new OperatingSystem
        {
            Ecosystem = distribution.Ecosystem,
            Release = release.VersionId == "edge" ? "edge" : distribution.Release(release),
            Id = release.Id,
            VersionId = isNumber ? version : "",
            Codename = codename,
        };
    }

    private static string Codenames(string id, string codename) => id switch
    {
        "ubuntu" => Domain.OperatingSystems.Codenames.UbuntuNumber(codename),
        "alpine" when codename == "edge" => codename,
        _ => "",
    };
}
