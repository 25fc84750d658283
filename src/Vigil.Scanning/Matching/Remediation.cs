using Vigil.Domain.Findings;
using Vigil.Domain.Verdicts;

namespace Vigil.Scanning.Matching;

/// <summary>What to do about affected packages.</summary>
/// <remarks>Which upgrade clears several findings at once is told by <see cref="UpgradePlan"/>.</remarks>
public static class Remediation
{
    /// <summary>The command that upgrades the package; empty when there is no fix, no such command, or a name that a shell could misunderstand.</summary>
    public static string Command(Verdict verdict)
    {
        ArgumentNullException.ThrowIfNull(verdict);
        return Command(verdict, [verdict.Coordinate.Name]);
    }

    /// <summary>The command that does an upgrade: as <see cref="Command(Verdict)"/>, for all packages that it moves.</summary>
    public static string Command(Upgrade upgrade)
    {
        ArgumentNullException.ThrowIfNull(upgrade);
        return Command(upgrade.Deciding, upgrade.Packages.Items);
    }

    /// <summary>The command that upgrades several packages for one reason.</summary>
    internal static string Command(Verdict verdict, IReadOnlyList<string> names)
    {
        var package = verdict.Coordinate;
        if (verdict.FixedVersion.Length == 0 || !names.Append(verdict.FixedVersion).All(IsPlain))
        {
            return "";
        }

        var command = DistributionCommand.Of(verdict, names) is { Length: > 0 } known ? known : LanguageCommand.Of(package.Ecosystem, names, verdict.ComparedVersion, verdict.FixedVersion);
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

    // what is scanned may be crafted, and a command is there to be copied into a shell
    private static bool IsPlain(string word) => word.Length > 0 && word[0] != '-' && word.All(letter => char.IsAsciiLetterOrDigit(letter) || "+-._:@/~^".Contains(letter, StringComparison.Ordinal));
}
