using System.Text.RegularExpressions;

namespace Vigil.Scanning.Ecosystems.RedHat;

/// <summary>Repositories (content sets) of Red Hat and the products whose errata they carry.</summary>
/// <remarks>
/// Red Hat publishes the relation as data (<c>repository-to-cpe.json</c>); the names of its repositories follow a grammar that says the same of the products
/// of Enterprise Linux, so that nothing needs to be downloaded to read them. A name outside the grammar tells nothing.
/// </remarks>
internal static partial class RedHatRepository
{
    /// <summary>The product of a repository: <c>enterprise_linux:8::baseos</c> for <c>rhel-8-for-x86_64-baseos-rpms</c>.</summary>
    /// <param name="repository">Id of the repository; <c>__8_DOT_4</c> at its end names a minor release.</param>
    /// <param name="installedRelease"><c>VERSION_ID</c>: the minor release of extended support, where the id names none.</param>
    /// <returns>Empty when the name is not understood.</returns>
    public static string ProductOf(string repository, string installedRelease)
    {
        if (Name().Match(repository) is not { Success: true } name)
        {
            return "";
        }

        var major = name.Groups["major"].Value;
        var stream = name.Groups["stream"].Value;
        var minor = name.Groups["minor"] is { Success: true } stated ? $"{major}.{stated.Value}" : installedRelease;
        if (stream.Length > 0 && !minor.StartsWith(major + ".", StringComparison.Ordinal))
        {
            return "";
        }

        var product = stream.Length > 0 ? $"rhel_{stream}:{minor}" : $"enterprise_linux:{major}";
        return name.Groups["layered"] is { Success: true } layered
            ? $"{LayeredProduct(layered.Value)}:{name.Groups["version"].Value}::el{major}"
            : $"{product}::{Channel(name)}";
    }

    private static string Channel(Match name) => name.Groups["channel"].Value switch
    {
        "" when name.Groups["crb"].Success => "crb",
        "" => "fastdatapath",
        "codeready-builder" => "crb",
        "rt" => "realtime",
        "sap-netweaver" => "sap",
        "sap-solutions" => "sap_hana",
        "hpc-node" => "computenode",
        var channel => channel,
    };

    private static string LayeredProduct(string name) => name switch
    {
        "rhocp" => "openshift",
        "ansible-automation-platform" => "ansible_automation_platform",
        _ => "ansible_engine",
    };

    // rhel-8-for-x86_64-baseos-eus-rpms__8_DOT_4, rhel-7-server-optional-rpms, ubi-9-baseos-rpms, codeready-builder-for-rhel-9-x86_64-rpms,
    // fast-datapath-for-rhel-8-x86_64-rpms, rhocp-4.12-for-rhel-8-x86_64-rpms
    [GeneratedRegex(
        """
        ^(
          rhel-(?<major>[0-9]+)-for-[^-]+-(?<channel>baseos|appstream|highavailability|resilientstorage|supplementary|rt|nfv|sap-netweaver|sap-solutions)
        | rhel-(?<major>[67])-(?<channel>server|client|workstation|hpc-node)(-optional)?
        | ubi-(?<major>[0-9]+)-(for-[^-]+-)?(?<channel>baseos|appstream|codeready-builder)
        | (?<crb>codeready-builder)-for-rhel-(?<major>[0-9]+)-[^-]+
        | fast-datapath-for-rhel-(?<major>[0-9]+)-[^-]+
        | (?<layered>rhocp|ansible|ansible-automation-platform)-(?<version>[0-9]+\.[0-9]+)-for-rhel-(?<major>[0-9]+)-[^-]+
        )(-(?<stream>eus|e4s|aus|tus))?(-rhui)?-(debug-|source-)?rpms(__[0-9]+_DOT_(?<minor>[0-9]+))?$
        """,
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.IgnorePatternWhitespace | RegexOptions.NonBacktracking)]
    private static partial Regex Name();
}
