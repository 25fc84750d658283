namespace Vigil.Server.Operations.Findings;

/// <summary>Where a source speaks of a flaw.</summary>
internal static class FlawAddresses
{
    /// <summary>The address; empty when it is not known.</summary>
    public static string Of(string source, string id) => source switch
    {
        "DEBIAN_CVE" => $"https://security-tracker.debian.org/tracker/{id}",
        "UBUNTU_CVE" => $"https://ubuntu.com/security/{id}",
        "REDHAT_CVE" => $"https://access.redhat.com/security/cve/{id}",
        "AMAZON_CVE" => $"https://explore.alas.aws.amazon.com/{id}.html",
        "SUSE_CVE" => $"https://www.suse.com/security/cve/{id}.html",
        "GITHUB" when id.StartsWith("GHSA-", StringComparison.Ordinal) => $"https://github.com/advisories/{id}",
        _ when id.StartsWith("CVE-", StringComparison.Ordinal) => $"https://nvd.nist.gov/vuln/detail/{id}",
        _ when id.StartsWith("KB", StringComparison.Ordinal) => $"https://support.microsoft.com/help/{id[2..]}",
        _ => $"https://osv.dev/vulnerability/{id}",
    };
}
