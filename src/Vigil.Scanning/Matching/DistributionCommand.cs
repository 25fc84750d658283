using Vigil.Domain.Verdicts;

namespace Vigil.Scanning.Matching;

/// <summary>How a distribution upgrades packages.</summary>
internal static class DistributionCommand
{
    /// <summary>The command; empty when the package is of no distribution.</summary>
    public static string Of(Verdict verdict, IReadOnlyList<string> packages)
    {
        var (ecosystem, release) = (verdict.Coordinate.Ecosystem, verdict.Coordinate.Release);
        var names = string.Join(' ', packages);
        return ecosystem switch
        {
            "Debian" or "Ubuntu" or "Echo" => Apt(packages),
            "Alpine" or "Wolfi" or "Chainguard" or "MinimOS" => $"apk upgrade {names}",
            "Red Hat" or "Oracle Linux" when IsBeforeDnf(release) => $"yum update {names}",
            "Amazon Linux" when release is "1" or "2" => $"yum update {names}",
            "Red Hat" or "AlmaLinux" or "Rocky Linux" or "Oracle Linux" or "Amazon Linux" or "Fedora" => $"dnf upgrade {names}",
            "SUSE" or "openSUSE" => $"zypper update {names}",
            "Photon OS" or "Azure Linux" => $"tdnf update {names}",
            "Arch" => "pacman -Syu",
            "Windows" when verdict.AdvisoryId.StartsWith("KB", StringComparison.Ordinal) => $"Install-WindowsUpdate -KBArticleID {verdict.AdvisoryId.Split(' ')[0]}",
            _ => "",
        };
    }

    // a new kernel is a package of another name, which the package of its flavour brings
    private static string Apt(IReadOnlyList<string> names)
    {
        string[] packages = [.. names.Select(OfFlavour).Distinct(StringComparer.Ordinal)];
        return packages.SequenceEqual(names) ? $"apt-get install --only-upgrade {string.Join(' ', names)}" : $"apt-get install {string.Join(' ', packages)}";
    }

    // linux-image-5.10.0-9-amd64 is linux-image-amd64
    private static string OfFlavour(string package) => package.Split('-') switch
    {
        ["linux", "image" or "modules", "unsigned", [>= '0' and <= '9', ..], _, .. { Length: > 0 } flavour] => Package("image", flavour),
        ["linux", var part and ("image" or "headers"), [>= '0' and <= '9', ..], _, .. { Length: > 0 } flavour] => Package(part, flavour),
        ["linux", "modules", [>= '0' and <= '9', ..], _, .. { Length: > 0 } flavour] => Package("image", flavour),
        _ => package,
    };

    private static string Package(string part, string[] flavour) => $"linux-{part}-{string.Join('-', flavour)}";

    private static bool IsBeforeDnf(string release) => release is "4" or "5" or "6" or "7";
}
