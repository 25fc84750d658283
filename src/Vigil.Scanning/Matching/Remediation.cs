using Vigil.Domain.Findings;
using Vigil.Domain.Verdicts;

namespace Vigil.Scanning.Matching;

/// <summary>What to do about affected packages.</summary>
/// <remarks>Which upgrade clears several findings at once is told by <see cref="UpgradePlan"/>.</remarks>
public static class Remediation
{
    /// <summary>The command that upgrades the package on its distribution; empty when there is no fix or no such command.</summary>
    public static string Command(Verdict verdict)
    {
        ArgumentNullException.ThrowIfNull(verdict);
        return Command(verdict, verdict.Coordinate.Name);
    }

    /// <summary>The command that does an upgrade: as <see cref="Command(Verdict)"/>, for all packages that it moves.</summary>
    public static string Command(Upgrade upgrade)
    {
        ArgumentNullException.ThrowIfNull(upgrade);
        return Command(upgrade.Deciding, string.Join(' ', upgrade.Packages));
    }

    /// <summary>The command that upgrades several packages for one reason.</summary>
    internal static string Command(Verdict verdict, IEnumerable<string> names) => Command(verdict, string.Join(' ', names));

    private static string Command(Verdict verdict, string names)
    {
        var package = verdict.Coordinate;
        if (verdict.FixedVersion.Length == 0)
        {
            return "";
        }

        var command = package.Ecosystem switch
        {
            "Debian" or "Ubuntu" or "Echo" => Apt(names.Split(' ')),
            "Alpine" or "Wolfi" or "Chainguard" or "MinimOS" => $"apk upgrade {names}",
            "Red Hat" or "Oracle Linux" when IsBeforeDnf(package.Release) => $"yum update {names}",
            "Amazon Linux" when package.Release is "1" or "2" => $"yum update {names}",
            "Red Hat" or "AlmaLinux" or "Rocky Linux" or "Oracle Linux" or "Amazon Linux" or "Fedora" => $"dnf upgrade {names}",
            "SUSE" or "openSUSE" => $"zypper update {names}",
            "Photon OS" or "Azure Linux" => $"tdnf update {names}",
            "Arch" => "pacman -Syu",
            "Windows" when verdict.AdvisoryId.StartsWith("KB", StringComparison.Ordinal) => $"Install-WindowsUpdate -KBArticleID {verdict.AdvisoryId.Split(' ')[0]}",
            _ => "",
        };
        return verdict.FixChannel == "Ubuntu Pro" ? $"pro attach && {command}" : command;
    }

    /// <summary>Whether all, some or none of a finding's packages have a fix in their own release.</summary>
    /// <remarks>A fix that needs a subscription the artifact does not have is not counted.</remarks>
    public static FixAvailable Availability(IReadOnlyCollection<VulnerablePackage> packages)
    {
        ArgumentNullException.ThrowIfNull(packages);
        var fixes = packages.Count(package => package.Verdict is { FixedVersion.Length: > 0, FixChannel.Length: 0 });
        return fixes == 0 ? FixAvailable.No : fixes == packages.Count ? FixAvailable.Yes : FixAvailable.Partial;
    }

    // a new kernel is a package of another name, which the package of its flavour brings
    private static string Apt(string[] names)
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
