namespace Vigil.Domain.Findings;

/// <summary>Where a source speaks of a flaw.</summary>
public static class FlawAddresses
{
    /// <summary>Where to read on about a flaw.</summary>
    /// <param name="id">Name of the flaw.</param>
    public static string Of(string id) => Of(source: "", id);

    /// <summary>The address of a flaw at a source; that of its id where the source has no pages.</summary>
    /// <param name="source">The source: <c>DEBIAN_CVE</c>, <c>NVD</c>.</param>
    /// <param name="id">Name of the flaw.</param>
    public static string Of(string source, string id) => source switch
    {
        "DEBIAN_CVE" => $"https://security-tracker.debian.org/tracker/{id}",
        "UBUNTU_CVE" => $"https://ubuntu.com/security/{id}",
        "REDHAT_CVE" => $"https://access.redhat.com/security/cve/{id}",
        "AMAZON_CVE" => $"https://explore.alas.aws.amazon.com/{id}.html",
        "SUSE_CVE" => $"https://www.suse.com/security/cve/{id}.html",
        _ when id.StartsWith("GHSA-", StringComparison.Ordinal) => $"https://github.com/advisories/{id}",
        _ when id.StartsWith("CVE-", StringComparison.Ordinal) => $"https://nvd.nist.gov/vuln/detail/{id}",
        _ when id.StartsWith("KB", StringComparison.Ordinal) => $"https://support.microsoft.com/help/{id[2..]}",
        _ => $"https://osv.dev/vulnerability/{Uri.EscapeDataString(id)}",
    };
}
