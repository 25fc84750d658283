using Vigil.Domain.Advisories;

namespace Vigil.Advisories.Feeds.RedHatSecurityData;

/// <summary>The product of a statement.</summary>
/// <param name="Release">Major release of Red Hat Enterprise Linux.</param>
/// <param name="Repository">What it is limited to, as <see cref="AdvisoryKeys.FromOsv"/> gives it; empty for the whole of the release.</param>
internal readonly record struct RedHatProduct(string Release, string Repository)
{
    private static readonly string[] Prefixes = ["cpe:/o:redhat:", "cpe:/a:redhat:"];

    /// <summary>Reads a CPE: <c>cpe:/o:redhat:enterprise_linux:8</c>, <c>cpe:/a:redhat:rhel_eus:8.4::appstream</c>.</summary>
    /// <returns><see langword="false"/> for a product that is no part of Red Hat Enterprise Linux and not built for it.</returns>
    public static bool TryParse(string cpe, out RedHatProduct product)
    {
        var prefix = Array.Find(Prefixes, prefix => cpe.StartsWith(prefix, StringComparison.Ordinal));
        var name = prefix is null ? "" : cpe[prefix.Length..];
        var isLinux = name.StartsWith("enterprise_linux:", StringComparison.Ordinal)
            || name.StartsWith("rhel_", StringComparison.Ordinal)
            || name.Contains("::el", StringComparison.Ordinal);
        var (_, release, repository) = isLinux ? AdvisoryKeys.FromOsv("Red Hat:" + name) : ("", "", "");
        product = new(release, repository == "enterprise_linux:" + release ? "" : repository);
        return release.Length > 0;
    }
}
