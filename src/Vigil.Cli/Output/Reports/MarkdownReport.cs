using System.Collections.Immutable;
using System.Globalization;
using Vigil.Domain.Findings;
using Vigil.Domain.Verdicts;
using Vigil.Scanning.Matching;

namespace Vigil.Cli.Output.Reports;

/// <summary>A summary for a merge request or the page of a build: how many, what to do first, what is worst.</summary>
internal sealed class MarkdownReport(TextWriter text)
{
    private const int MaxRows = 20;

    /// <summary>Writes the report.</summary>
    public void Write(ScanReport scan)
    {
        var result = scan.Result;
        text.WriteLine($"## {Cell(scan.ArtifactName)}");
        text.WriteLine();
        text.WriteLine($"{Cell(scan.OperatingSystem)}, {result.Inventory.Packages.Count} packages: **{result.Findings.Count} findings**");
        text.WriteLine();
        WriteCounts(result);
        if (FindingLines.Origins(result) is { Length: > 0 } origins)
        {
            text.WriteLine(Cell(origins));
            text.WriteLine();
        }

        WriteUpgrades(UpgradePlan.Of(result));
        WriteFindings(result);
        WriteFoot(scan);
    }

    private void WriteCounts(ScanResult result)
    {
        text.WriteLine("| critical | high | medium | low | other | fixable | exploited |");
        text.WriteLine("|---:|---:|---:|---:|---:|---:|---:|");
        var other = FindingLines.Count(result, FindingSeverity.Informational) + FindingLines.Count(result, FindingSeverity.Untriaged);
        int[] counts =
        [
            FindingLines.Count(result, FindingSeverity.Critical), FindingLines.Count(result, FindingSeverity.High), FindingLines.Count(result, FindingSeverity.Medium),
            FindingLines.Count(result, FindingSeverity.Low), other, result.Findings.Items.Count(finding => finding.FixAvailable != FixAvailable.No),
            result.Findings.Items.Count(finding => finding.Exploitation.Known is not null),
        ];
        text.WriteLine($"| {string.Join(" | ", counts)} |");
        text.WriteLine();
    }

    private void WriteUpgrades(ImmutableArray<Upgrade> plan)
    {
        if (plan.IsEmpty)
        {
            return;
        }

        text.WriteLine("### Fix first");
        text.WriteLine();
        text.WriteLine("| upgrade | from | to | closes | command |");
        text.WriteLine("|---|---|---|---|---|");
        foreach (var upgrade in plan.Take(MaxRows))
        {
            var channel = upgrade.Channel.Length > 0 ? $" ({Cell(upgrade.Channel)})" : "";
            var command = Remediation.Command(upgrade) is { Length: > 0 } line ? Code(line) : "";
            text.WriteLine(
                $"| {Cell(upgrade.Name)} | {Cell(upgrade.Installed)} | {Cell(upgrade.Target)}{channel} | {upgrade.Findings.Count} ({FindingLines.Counts(upgrade.Findings)}) | {command} |");
        }

        WriteRest(plan.Length, "upgrades");
    }

    private void WriteFindings(ScanResult result)
    {
        if (result.Findings.IsEmpty)
        {
            return;
        }

        text.WriteLine("### Findings");
        text.WriteLine();
        text.WriteLine("| severity | score | id | packages | fix | exploitation |");
        text.WriteLine("|---|---:|---|---|---|---|");
        foreach (var finding in result.Findings.Items.Take(MaxRows))
        {
            var first = finding.Packages[0];
            var more = finding.Packages.Count > 1 ? $" and {finding.Packages.Count - 1} more" : "";
            var fix = first.Verdict.FixedVersion.Length > 0 ? first.Verdict.FixedVersion : FindingLines.Fix(first.Verdict);
            text.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {FindingLines.Word(finding.Severity)} | {ScanReport.ScoreOf(finding)} | [{Cell(finding.VulnerabilityId)}]({FlawAddresses.Of(finding.VulnerabilityId)}) | {Cell(first.Package.Coordinate.Name)}{more} | {Cell(fix)} | {FindingLines.Exploitation(finding)} |"));
        }

        WriteRest(result.Findings.Count, "findings");
    }

    private void WriteRest(int count, string what)
    {
        text.WriteLine();
        if (count > MaxRows)
        {
            text.WriteLine($"… and {count - MaxRows} more {what}.");
            text.WriteLine();
        }
    }

    private void WriteFoot(ScanReport scan)
    {
        foreach (var line in FindingLines.SetAside(scan.Result))
        {
            text.WriteLine($"- {Cell(line)}");
        }

        text.WriteLine();
        var unevaluated = scan.Result.Evaluations.Items.Where(evaluation => evaluation.State is not (EvaluationState.Evaluated or EvaluationState.EndOfLife)).ToList();
        if (unevaluated.Count > 0)
        {
            text.WriteLine($"{unevaluated.Count} packages were not evaluated: {string.Join("; ", unevaluated.GroupBy(one => one.Reason).Select(group => $"{group.Count()} {Cell(group.Key)}").Take(5))}.");
            text.WriteLine();
        }

        if (scan.Result.Inventory.IsPartial)
        {
            text.WriteLine("**Parts of the artifact could not be read: findings may be missing.**");
            text.WriteLine();
        }

        text.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"<sub>Vigil {ScanReport.ToolVersion}, {scan.Database.Vulnerabilities} vulnerabilities as of {scan.Database.AsOf.UtcDateTime:yyyy-MM-dd}</sub>"));
    }

    // what was scanned must not write markup of its own
    private static string Cell(string value)
    {
        var cell = new System.Text.StringBuilder(value.Length);
        foreach (var c in SafeText.OneLine(value))
        {
            _ = c switch
            {
                '<' => cell.Append("&lt;"),
                '>' => cell.Append("&gt;"),
                '|' or '[' or ']' or '`' or '*' or '_' or '\\' or '~' or '#' or '!' => cell.Append('\\').Append(c),
                '@' => cell.Append("&#64;"), // no mention of a person
                _ => cell.Append(c),
            };
        }

        return cell.ToString();
    }

    private static string Code(string value) => $"`{SafeText.OneLine(value).Replace('`', ' ').Replace('|', ' ')}`";
}
