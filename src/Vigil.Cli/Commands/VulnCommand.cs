using System.CommandLine;

namespace Vigil.Cli.Commands;

/// <summary><c>vigil vuln</c>: the advisories from the flaws' side.</summary>
internal static class VulnCommand
{
    public static Command Create() => new("vuln", "Look up vulnerabilities in the advisory database")
    {
        VulnShowCommand.Create(),
        VulnSearchCommand.Create(),
    };
}
