using System.CommandLine;
using Vigil.Domain.Findings;

namespace Vigil.Cli.Commands;

/// <summary>What makes a scan fail a pipeline.</summary>
internal static class Gate
{
    /// <summary>Makes <c>--partial-ok</c>.</summary>
    public static Option<bool> PartialOkOption() =>
        new("--partial-ok") { Description = "Exit with 0 although parts of the artifact could not be read" };

    /// <summary>Makes <c>--fail-on</c>.</summary>
    public static Option<FindingSeverity?> FailOnOption() =>
        new("--fail-on") { Description = "Exit with 1 when a finding has at least this severity", HelpName = "low|medium|high|critical" };

    /// <summary>The exit code of a scan: a reached gate wins over a partial result.</summary>
    public static int ExitCodeOf(ScanResult result, FindingSeverity? failOn, bool partialOk)
    {
        if (failOn is { } least && result.Findings.Items.Any(finding => finding.Severity >= least))
        {
            return ExitCode.GateReached;
        }

        return !result.Inventory.IsPartial || partialOk ? ExitCode.Success : ExitCode.Partial;
    }
}
