using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.CompilerServices;
using Spectre.Console;
using Vigil.Cli.Output.Reports;
using Vigil.Domain.Findings;
using Vigil.Domain.Verdicts;
using Vigil.Scanning.Matching;

namespace Vigil.Cli.Output;

/// <summary>A scan for people: what to upgrade first, what has no fix, what was looked at and with which advisories.</summary>
internal sealed class ScanTable(IAnsiConsole console)
{
    // in a list of findings without a fix, the lesser ones are only counted
    private const int MaxUnfixedRows = 25;
    private const int SeverityWidth = 13;

    /// <summary>Writes the result.</summary>
    /// <param name="result">The scan, with its findings as filtered for display.</param>
    /// <param name="database">Which advisories were used.</param>
    public void Write(ScanResult result, DatabaseLine database)
    {
        WriteHeader(result);
        var plan = UpgradePlan.Of(result);
        foreach (var upgrade in plan)
        {
            WriteUpgrade(upgrade);
        }

        WriteUnfixed([.. result.Findings.Items.Where(finding => finding.Packages.Items.All(vulnerable => vulnerable.Verdict.FixedVersion.Length == 0))]);
        WriteTotals(result, plan);
        if (FindingLines.Origins(result) is { Length: > 0 } origins)
        {
            Line($"{origins}");
        }

        foreach (var line in FindingLines.SetAside(result))
        {
            Line($"{line}");
        }

        foreach (var line in ReachedSocketLines.Of(result))
        {
            Line($"{SafeText.OneLine(line)}");
        }

        WriteEvaluation(result);
        DiagnosticLines.Write(console, result.Inventory.Diagnostics);
        WriteDatabase(database);
    }

    private void WriteHeader(ScanResult result)
    {
        var inventory = result.Inventory;
        var os = inventory.OperatingSystem is { } known
            ? known.PrettyName.Length > 0 ? known.PrettyName : $"{known.Id} {known.VersionId}".TrimEnd()
            : "no operating system";
        Line($"[bold]{inventory.Artifact.Name}[/]  {os}, {inventory.Packages.Count} packages");
        console.WriteLine();
    }

    private void WriteUpgrade(Upgrade upgrade)
    {
        var channel = upgrade.Channel.Length > 0 ? $" with {upgrade.Channel}" : "";
        Line(
            $"[bold]{upgrade.Name}[/] {upgrade.Installed} [green]→ {upgrade.Target}[/]{channel}  closes {upgrade.Findings.Count} ({Counts(upgrade.Findings.Items)})");
        if (Remediation.Command(upgrade) is { Length: > 0 } command)
        {
            Line($"  [grey]{command}[/]");
        }

        foreach (var finding in upgrade.Findings)
        {
            WriteRow(finding, finding.Title);
        }

        console.WriteLine();
    }

    private void WriteUnfixed(IReadOnlyList<Finding> findings)
    {
        if (findings.Count == 0)
        {
            return;
        }

        Line($"[bold]No fix yet[/]  {findings.Count} ({Counts(findings)})");
        foreach (var finding in findings.Take(MaxUnfixedRows))
        {
            var first = finding.Packages[0];
            var more = finding.Packages.Count > 1 ? $" and {finding.Packages.Count - 1} more" : "";
            // before the title, of which the end may be cut off
            WriteRow(finding, $"{first.Package.Coordinate.Name}{more}{StateText(first)}: {finding.Title}");
        }

        if (findings.Count > MaxUnfixedRows)
        {
            Line($"  … and {findings.Count - MaxUnfixedRows} of lesser or equal severity; --format json lists all, --fixable leaves them out");
        }

        console.WriteLine();
    }

    // fixed columns, one line a finding: a table would wrap long titles
    private void WriteRow(Finding finding, string text)
    {
        var score = (finding.Risk?.Score ?? finding.Score)?.ToString("0.0", CultureInfo.InvariantCulture) ?? "-";
        var start = $"{score,4}  {finding.VulnerabilityId,-19} ";
        var room = Math.Max(20, console.Profile.Width - SeverityWidth - start.Length - 3);
        var title = SafeText.OneLine(ExploitMark.Of(finding.Exploitation) + ReachedSocketLines.Mark(finding) + text);
        console.Write(new Text($"  {finding.Severity.ToString().ToUpperInvariant().PadRight(SeverityWidth)}", ColourOf(finding.Severity)));
        console.WriteLine(SafeText.OneLine(start) + (title.Length > room ? title[..(room - 1)] + "…" : title));
    }

    private void WriteTotals(ScanResult result, ImmutableArray<Upgrade> plan)
    {
        var fixable = result.Findings.Items.Count(finding => finding.FixAvailable != FixAvailable.No);
        var counts = result.Findings.IsEmpty ? "" : $" ({Counts(result.Findings.Items)})";
        var upgrades = plan.Count(upgrade => upgrade.Channel.Length == 0);
        var fixes = fixable > 0 ? $"; {fixable} fixable by {upgrades} {(upgrades == 1 ? "upgrade" : "upgrades")}" : "";
        Line($"[bold]{result.Findings.Count} findings[/]{counts}{fixes}{Subscriptions(result, plan)}");
    }

    private static string Subscriptions(ScanResult result, ImmutableArray<Upgrade> plan)
    {
        var channels = plan.Select(upgrade => upgrade.Channel).Where(channel => channel.Length > 0).Distinct(StringComparer.Ordinal).ToArray();
        var more = result.Findings.Items.Count(finding =>
            finding.FixAvailable == FixAvailable.No && finding.Packages.Items.Any(vulnerable => vulnerable.Verdict.FixChannel.Length > 0));
        return more > 0 ? $"; {more} more with {string.Join(", ", channels)}" : "";
    }

    private void WriteEvaluation(ScanResult result)
    {
        var states = result.Evaluations.Items
            .GroupBy(evaluation => evaluation.State)
            .OrderBy(group => group.Key)
            .Select(group => $"{group.Count()} {StateText(group.Key)}");
        Line($"{result.Inventory.Packages.Count} packages: {string.Join(", ", states)}");
        if (result.Evaluations.Items.FirstOrDefault(evaluation => evaluation.State == EvaluationState.EndOfLife) is { } ended)
        {
            Line($"[yellow]{ended.Reason}[/]");
        }
    }

    private void WriteDatabase(DatabaseLine database)
    {
        if (database.IsShipped)
        {
            Line(
                $"[yellow]Advisories: the small set shipped with vigil, {database.Vulnerabilities} vulnerabilities as of {Date(database.AsOf)}. Run \"vigil db update\" for all of them.[/]");
        }
        else
        {
            Line($"Advisories: {database.Vulnerabilities} vulnerabilities as of {Date(database.AsOf)}");
        }
    }

    // names, versions and titles come from what was scanned: markup is escaped and no control character reaches the terminal
    private void Line(FormattableString text)
    {
        var arguments = Array.ConvertAll(text.GetArguments(), argument => argument is string words ? SafeText.OneLine(words) : argument);
        console.MarkupLineInterpolated(CultureInfo.InvariantCulture, FormattableStringFactory.Create(text.Format, arguments));
    }

    private static string Date(DateTimeOffset date) => date.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Counts(IEnumerable<Finding> findings)
    {
        var counts = findings.GroupBy(finding => finding.Severity).OrderByDescending(group => group.Key);
        return string.Join(", ", counts.Select(group => $"{group.Count()} {group.Key.ToString().ToLowerInvariant()}"));
    }

    private static string StateText(VulnerablePackage vulnerable) => vulnerable.Verdict.State switch
    {
        Domain.Advisories.VendorState.WillNotFix => " (the vendor will not fix it)",
        Domain.Advisories.VendorState.Deferred => " (the vendor postponed the fix)",
        Domain.Advisories.VendorState.FixPending => " (a fix is being prepared)",
        Domain.Advisories.VendorState.UnderInvestigation => " (the vendor is looking into it)",
        Domain.Advisories.VendorState.EndOfLife => " (the release is out of support)",
        _ => "",
    };

    private static string StateText(EvaluationState state) => state switch
    {
        EvaluationState.Evaluated => "evaluated",
        EvaluationState.NoFeed => "without a feed",
        EvaluationState.ReleaseUnknown => "of a release the advisories do not know",
        EvaluationState.EndOfLife => "evaluated past the end of support",
        EvaluationState.VersionNotUnderstood => "with a version that is not understood",
        EvaluationState.OwnedByDistribution => "judged by their distribution package",
        EvaluationState.NotApplicable => "not applicable (kernel)",
        EvaluationState.ThirdParty => "not built by the distribution and of no feed",
        _ => state.ToString(),
    };

    private static Style ColourOf(FindingSeverity severity) => severity switch
    {
        FindingSeverity.Critical => new Style(Color.Red, decoration: Decoration.Bold),
        FindingSeverity.High => new Style(Color.Red),
        FindingSeverity.Medium => new Style(Color.Yellow),
        FindingSeverity.Low => new Style(Color.Blue),
        _ => new Style(Color.Grey),
    };
}
