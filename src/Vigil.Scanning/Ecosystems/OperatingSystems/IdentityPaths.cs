namespace Vigil.Scanning.Ecosystems.OperatingSystems;

/// <summary>Where distributions say who they are.</summary>
internal static class IdentityPaths
{
    public const string AlpineRelease = "etc/alpine-release";
    public const string AlpineRepositories = "etc/apk/repositories";
    public const string AmazonExtras = "etc/yum.repos.d/amzn2-extras.repo";

    /// <summary>Folder of apt sources; only those that name ESM are kept.</summary>
    public const string AptSources = "etc/apt/sources.list.d";

    public const string DebianVersion = "etc/debian_version";
    public const string LsbRelease = "etc/lsb-release";
    public const string SuseRelease = "etc/SuSE-release";
    public const string UbuntuPro = "var/lib/ubuntu-advantage/status.json";

    /// <summary>os-release(5), in its order of precedence; the last is where older Fedora keeps what the others link to.</summary>
    public static readonly string[] OsRelease = ["etc/os-release", "usr/lib/os-release", "usr/lib/os.release.d/os-release-fedora"];

    /// <summary>Files whose one line reads <c>NAME release VERSION (Codename)</c>, the most specific first.</summary>
    public static readonly string[] RedHatStyle =
    [
        "etc/oracle-release", "etc/almalinux-release", "etc/rocky-release", "etc/centos-release", "etc/fedora-release",
        "etc/system-release", "etc/redhat-release", "etc/photon-release", "etc/azurelinux-release", "etc/mariner-release",
    ];

    /// <summary>The program that is a whole user land; where <c>bin</c> is a link, it lies in the second place.</summary>
    public static readonly string[] BusyBox = ["bin/busybox", "usr/bin/busybox"];

    /// <summary>Everything that is looked at.</summary>
    public static readonly string[] All =
    [
        .. OsRelease, .. RedHatStyle, AlpineRelease, AlpineRepositories, AmazonExtras, AptSources, .. BusyBox, DebianVersion, LsbRelease,
        SuseRelease, UbuntuPro,
    ];
}
