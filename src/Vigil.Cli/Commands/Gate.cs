using System.Collections.Immutable;
using System.CommandLine;
using Vigil.Cli.Output;
using Vigil.Domain.Findings;
using Vigil.Scanning.Policies;

namespace Vigil.Cli.Commands;

/// <summary>What makes a scan fail a pipeline.</summary>
internal static class Gate
{
    private const int MaxNamed = 5;

    /// <summary>Makes <c>--partial-ok</c>.</summary>
    public static Option<bool> PartialOkOption() =>
        new("--partial-ok") { Description = "Exit with 0 although parts of the artifact could not be read" };

    /// <summary>Makes <c>--fail-on</c>.</summary>
    public static Option<FindingSeverity?> FailOnOption() =>
        new("--fail-on") { Description = "Exit with 1 when a finding has at least this severity", HelpName = "low|medium|high|critical" };

    /// <summary>Whether gates of a policy are reached; says which, and by what.</summary>
    public static bool IsReached(IEnumerable<(GateRule Gate, ImmutableArray<Finding> Findings)> reached)
    {
        var any = false;
        foreach (var (gate, findings) in reached)
        {
            any = true;
            var more = findings.Length > MaxNamed ? $" and {findings.Length - MaxNamed} more" : "";
            Console.Error.WriteLine(SafeText.OneLine($"vigil: gate \"{gate.Name}\" is reached by {string.Join(", ", findings.Take(MaxNamed).Select(finding => finding.VulnerabilityId))}{more}"));
        }

        return any;
    }

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
