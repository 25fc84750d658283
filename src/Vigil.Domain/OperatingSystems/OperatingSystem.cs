namespace Vigil.Domain.OperatingSystems;

/// <summary>Which distribution an artifact carries, as far as matching is concerned.</summary>
public sealed record OperatingSystem
{
    /// <summary>
    /// Ecosystem whose advisories apply, in the OSV spelling: <c>Debian</c>, <c>Red Hat</c> (also for CentOS), <c>Amazon Linux</c>. Of a
    /// distribution without known advisories its <see cref="Id"/>; empty for BusyBox alone.
    /// </summary>
    public required string Ecosystem { get; init; }

    /// <summary>
    /// Release as advisories name it: Debian <c>12</c>, Ubuntu <c>22.04</c>, Alpine <c>3.20</c> or <c>edge</c>, Red Hat <c>8</c>, Amazon <c>2023</c>,
    /// SUSE <c>15.5</c>. Empty for a rolling distribution.
    /// </summary>
    public string Release { get; init; } = "";

    /// <summary><c>ID</c> of os-release: <c>debian</c>, <c>rhel</c>, <c>opensuse-leap</c>.</summary>
    public required string Id { get; init; }

    /// <summary><c>VERSION_ID</c> of os-release, or what the distribution's own release file says.</summary>
    public string VersionId { get; init; } = "";

    /// <summary>Name for people: <c>Debian GNU/Linux 12 (bookworm)</c>.</summary>
    public string PrettyName { get; init; } = "";

    /// <summary>Code name: <c>bookworm</c>, <c>jammy</c>.</summary>
    public string Codename { get; init; } = "";

    /// <summary>
    /// Extra entitlements that widen the set of advisories, sorted: services of Ubuntu Pro (<c>esm-infra</c>, <c>esm-apps</c>, or
    /// <c>esm-installed</c> where only installed packages tell of it), topics of the Amazon Linux 2 extras (<c>docker</c>).
    /// </summary>
    public EquatableArray<string> Entitlements { get; init; } = [];

    /// <summary>Path of the file that told, relative to the root.</summary>
    public string Evidence { get; init; } = "";

    /// <summary>What findings call it: <c>DEBIAN_12</c>, <c>AMAZON_LINUX_2023</c>, <c>ALPINE_LINUX_3_20</c> (spec inspector-features §8.6).</summary>
    public string Platform => string.Join('_', $"{PlatformName} {Release}".Split([' ', '.', '-'], StringSplitOptions.RemoveEmptyEntries));

    private string PlatformName => Id switch
    {
        "amzn" => "AMAZON_LINUX",
        "alpine" => "ALPINE_LINUX",
        "rhel" => "RED_HAT_ENTERPRISE_LINUX",
        "rocky" => "ROCKY_LINUX",
        "almalinux" => "ALMALINUX",
        "ol" => "ORACLE_LINUX",
        _ => Id.ToUpperInvariant(),
    };
}
