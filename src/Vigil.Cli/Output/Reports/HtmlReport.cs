using System.Collections.Immutable;
using System.Globalization;
using Vigil.Domain.Findings;
using Vigil.Domain.Verdicts;
using Vigil.Scanning.Matching;

namespace Vigil.Cli.Output.Reports;

/// <summary>One page that needs nothing else: what it means, what to do first, where it comes from, and every finding with its reason.</summary>
/// <remarks>No script, nothing fetched (the page forbids it to itself); charts are SVG with their numbers as text; readable in the dark, on paper and to a screen reader.</remarks>
internal sealed class HtmlReport(TextWriter text)
{
    private const int MaxUpgrades = 40;
    private const int MaxFindings = 3_000;
    private const int MaxDetails = 700;
    private const int MaxPackages = 10;

    private readonly HtmlWriter _html = new(text);

    /// <summary>Writes the page.</summary>
    public void Write(ScanReport scan)
    {
        var plan = UpgradePlan.Of(scan.Result);
        _html.Raw("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">");
        _html.Raw("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">");
        _html.Line($"<title>Vulnerabilities of {scan.ArtifactName}</title>");
        _html.Raw($"<style>\n{HtmlStyle.Sheet}</style>\n</head>\n<body>");
        WriteHead(scan, plan);
        _html.Raw("<main>");
        WriteOverview(scan.Result, plan);
        WriteUpgrades(plan);
        WriteOrigins(scan.Result);
        WriteFindings(scan);
        WriteGaps(scan.Result);
        _html.Raw("</main>");
        WriteFoot(scan);
        _html.Raw("</body>\n</html>");
    }

    private void WriteHead(ScanReport scan, ImmutableArray<Upgrade> plan)
    {
        var artifact = scan.Result.Inventory.Artifact;
        _html.Raw("<header>");
        _html.Line($"<p class=\"kicker\">Vulnerability report</p>\n<h1>{scan.ArtifactName}</h1>");
        _html.Line($"<p class=\"lead\">{Verdict(scan.Result, plan)}</p>");
        _html.Raw("<dl class=\"facts\">");
        Fact("System", scan.OperatingSystem);
        Fact("Packages", scan.Result.Inventory.Packages.Count.ToString(CultureInfo.InvariantCulture));
        Fact("Advisories as of", scan.Database.AsOf.UtcDateTime.ToString("d MMMM yyyy", CultureInfo.InvariantCulture));
        Fact("Digest", artifact.Digest.Length > 19 ? artifact.Digest[..19] + "…" : artifact.Digest);
        _html.Raw("</dl>\n</header>");
    }

    private void Fact(string name, string value)
    {
        if (value.Length > 0)
        {
            _html.Line($"<div><dt>{name}</dt><dd>{value}</dd></div>");
        }
    }

    // the page in two sentences
    private static string Verdict(ScanResult result, ImmutableArray<Upgrade> plan)
    {
        if (result.Findings.IsEmpty)
        {
            return "No known vulnerabilities.";
        }

        var fixable = result.Findings.Items.Count(finding => finding.FixAvailable != FixAvailable.No);
        var upgrades = plan.Count(upgrade => upgrade.Channel.Length == 0);
        var exploited = result.Findings.Items.Count(finding => finding.Exploitation.Known is not null);
        var fixes = fixable == 0 ? "None of them has a fix yet."
            : $"{(fixable == result.Findings.Count ? "All" : fixable)} can be closed today by {upgrades} {(upgrades == 1 ? "upgrade" : "upgrades")}.";
        var attacks = exploited == 0 ? "" : exploited == 1 ? " One is known to be used in attacks." : $" {exploited} are known to be used in attacks.";
        return $"{result.Findings.Count} known {(result.Findings.Count == 1 ? "vulnerability" : "vulnerabilities")}: {FindingLines.Counts(result.Findings)}. {fixes}{attacks}";
    }

    private void WriteOverview(ScanResult result, ImmutableArray<Upgrade> plan)
    {
        _html.Raw("<section aria-labelledby=\"overview\">\n<h2 id=\"overview\">At a glance</h2>\n<ul class=\"cards\">");
        Card(FindingLines.Count(result, FindingSeverity.Critical), "critical", "critical");
        Card(FindingLines.Count(result, FindingSeverity.High), "high", "high");
        Card(result.Findings.Items.Count(finding => finding.Exploitation.Known is not null), "used in attacks", "exploited");
        Card(result.Findings.Items.Count(finding => finding.FixAvailable != FixAvailable.No), "with a fix", "fixable");
        Card(plan.Count(upgrade => upgrade.Channel.Length == 0), plan.Length == 1 ? "upgrade to do" : "upgrades to do", "");
        _html.Raw("</ul>");
        new HtmlCharts(_html).WriteSeverities(result);
        _html.Raw("</section>");
    }

    private void Card(int number, string words, string kind) =>
        _html.Line($"<li class=\"card {kind}\"><strong>{number}</strong> <span>{words}</span></li>");

    private void WriteUpgrades(ImmutableArray<Upgrade> plan)
    {
        if (plan.IsEmpty)
        {
            return;
        }

        var most = plan.Max(upgrade => upgrade.Findings.Count);
        _html.Raw("<section aria-labelledby=\"first\">\n<h2 id=\"first\">Fix first</h2>\n<p>Upgrades in the order in which to do them: those that close what is used in attacks and what is critical come first.</p>");
        _html.Raw("<div class=\"wide\"><table>\n<caption class=\"hidden\">Upgrades, the most useful first</caption>\n<thead><tr><th scope=\"col\">#</th><th scope=\"col\">Upgrade</th><th scope=\"col\">From, to</th><th scope=\"col\">Closes</th></tr></thead>\n<tbody>");
        foreach (var (upgrade, index) in plan.Take(MaxUpgrades).Select((upgrade, index) => (upgrade, index)))
        {
            var channel = upgrade.Channel.Length > 0 ? $" with {upgrade.Channel}" : "";
            _html.Line($"<tr><td>{index + 1}</td><th scope=\"row\">{upgrade.Name}{Command(Remediation.Command(upgrade))}</th><td>{upgrade.Installed} <span aria-label=\"to\">→</span> <b>{upgrade.Target}</b>{channel}</td><td>");
            new HtmlCharts(_html).WriteBar(upgrade.Findings.Items, most);
            var attacked = upgrade.Findings.Items.Count(finding => finding.Exploitation.Known is not null);
            _html.Line($"{(attacked > 0 ? HtmlWriter.Fragment($"<span class=\"mark attacked\">{attacked} used in attacks</span>") : default)}</td></tr>");
        }

        _html.Raw("</tbody></table></div>");
        Rest(plan.Length, MaxUpgrades, "upgrades");
        _html.Raw("</section>");
    }

    private void WriteOrigins(ScanResult result)
    {
        if (result.Findings.IsEmpty)
        {
            return;
        }

        var charts = new HtmlCharts(_html);
        var origins = FindingLines.Origins(result);
        _html.Raw("<section aria-labelledby=\"origin\">\n<h2 id=\"origin\">Where they come from</h2>");
        if (origins.Length > 0)
        {
            _html.Line($"<p>{origins}</p>");
        }

        _html.Raw("<div class=\"columns\">");
        if (result.Inventory.Layers.Count > 0)
        {
            charts.WriteGroups("By layer", LayerGroups(result));
        }

        charts.WriteGroups("By package", result.Findings.Items
            .SelectMany(finding => finding.Packages.Items.Select(vulnerable => (Finding: finding, Name: vulnerable.Package.Coordinate.EffectiveSourceName)).Distinct())
            .GroupBy(row => row.Name, row => row.Finding, StringComparer.Ordinal)
            .OrderByDescending(group => group.Count()).ThenBy(group => group.Key, StringComparer.Ordinal)
            .Take(MaxPackages)
            .Select(group => new ChartGroup(group.Key, "", [.. group])));
        _html.Raw("</div>\n</section>");
    }

    private static IEnumerable<ChartGroup> LayerGroups(ScanResult result)
    {
        var byLayer = result.Findings.Items
            .SelectMany(finding => finding.Packages.Items.Select(vulnerable => (Finding: finding, Layer: vulnerable.Package.Evidence[0].LayerDiffId)).Distinct())
            .ToLookup(row => row.Layer, row => row.Finding, StringComparer.Ordinal);
        return result.Inventory.Layers.Items
            .Select((layer, index) => new ChartGroup($"Layer {index + 1}{(index < result.Base?.DiffIds.Count ? ", of the base" : "")}", layer.CreatedBy.Length > 0 ? layer.CreatedBy : layer.DiffId, [.. byLayer[layer.DiffId]]))
            .Where(group => group.Findings.Length > 0);
    }

    private void WriteFindings(ScanReport scan)
    {
        if (scan.Result.Findings.IsEmpty)
        {
            return;
        }

        _html.Raw("<section aria-labelledby=\"all\">\n<h2 id=\"all\">All findings</h2>\n<p>In the order in which to look at them. A line opens to the description and the reason.</p>");
        foreach (var finding in scan.Result.Findings.Items.Take(MaxFindings))
        {
            WriteFinding(scan, finding);
        }

        Rest(scan.Result.Findings.Count, MaxFindings, "findings");
        _html.Raw("</section>");
    }

    private void WriteFinding(ScanReport scan, Finding finding)
    {
        var first = finding.Packages[0].Package.Coordinate;
        var more = finding.Packages.Count > 1 ? $" +{finding.Packages.Count - 1}" : "";
        var word = FindingLines.Word(finding.Severity);
        _html.Line($"<details class=\"finding\"><summary><span class=\"badge {word}\">{word}</span><span class=\"score\">{ScanReport.ScoreOf(finding)}</span><span class=\"id\">{finding.VulnerabilityId}</span><span class=\"package\">{first.Name}{more}</span><span class=\"title\">{finding.Title}</span>{Mark(finding)}</summary>");
        var details = scan.TextOf(finding).Details;
        _html.Line($"<p>{(details.Length > MaxDetails ? string.Concat(details.AsSpan(0, MaxDetails), "…") : details)}</p>\n<ul>");
        foreach (var vulnerable in finding.Packages)
        {
            var verdict = vulnerable.Verdict;
            _html.Line($"<li><b>{vulnerable.Package.Coordinate.Name}</b> {vulnerable.Package.Coordinate.Version}: {FindingLines.Fix(verdict)}. Found in <code>{vulnerable.Package.Evidence[0].Path}</code>; said by {verdict.AdvisoryId} ({verdict.Source}).{Command(vulnerable.Remediation)}</li>");
        }

        _html.Line($"</ul>\n<p><a href=\"{FlawAddresses.Of(finding.VulnerabilityId)}\" rel=\"noreferrer\">{finding.VulnerabilityId}</a> {string.Join(", ", finding.Cwes)}</p>\n</details>");
    }

    private static HtmlFragment Mark(Finding finding) => FindingLines.Exploitation(finding) is { Length: > 0 } words
        ? HtmlWriter.Fragment($"<span class=\"mark{(finding.Exploitation.Known is not null ? " attacked" : "")}\">{words}</span>")
        : default;

    private static HtmlFragment Command(string command) => command.Length > 0 ? HtmlWriter.Fragment($" <code>{command}</code>") : default;

    private void WriteGaps(ScanResult result)
    {
        var skipped = result.Evaluations.Items.Where(evaluation => evaluation.State is not (EvaluationState.Evaluated or EvaluationState.EndOfLife)).ToList();
        var ended = result.Evaluations.Items.FirstOrDefault(evaluation => evaluation.State == EvaluationState.EndOfLife);
        if (skipped.Count == 0 && ended is null && result.Inventory.Diagnostics.IsEmpty && result.SetAside.IsEmpty)
        {
            return;
        }

        _html.Raw("<section aria-labelledby=\"gaps\">\n<h2 id=\"gaps\">What this report does not cover</h2>\n<ul>");
        if (ended is not null)
        {
            _html.Line($"<li>{ended.Reason}.</li>");
        }

        foreach (var line in FindingLines.SetAside(result))
        {
            _html.Line($"<li>{line}</li>");
        }

        foreach (var group in skipped.GroupBy(evaluation => evaluation.Reason).OrderByDescending(group => group.Count()).Take(20))
        {
            _html.Line($"<li>{group.Count()} {(group.Count() == 1 ? "package" : "packages")} not evaluated: {group.Key} ({string.Join(", ", group.Take(5).Select(one => one.Package.Coordinate.Name))}{(group.Count() > 5 ? " …" : "")}).</li>");
        }

        foreach (var diagnostic in result.Inventory.Diagnostics.Items.Take(50))
        {
            _html.Line($"<li>{diagnostic.Code.ToString()} <code>{diagnostic.Subject}</code>: {diagnostic.Message}</li>");
        }

        _html.Raw("</ul>\n</section>");
    }

    private void WriteFoot(ScanReport scan)
    {
        var origin = scan.Database.IsShipped ? "the small set shipped with Vigil" : $"generation {scan.Result.Generation}";
        _html.Line($"<footer><p>Made by Vigil {ScanReport.ToolVersion} from {scan.Database.Vulnerabilities} vulnerabilities, {origin}. Scores are CVSS, lowered where evidence says so; EPSS is the chance of exploitation within 30 days.</p></footer>");
    }

    private void Rest(int count, int shown, string what)
    {
        if (count > shown)
        {
            _html.Line($"<p>… and {count - shown} more {what}; the JSON report lists all.</p>");
        }
    }
}
