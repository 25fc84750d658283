using System.Globalization;
using System.Text;
using Vigil.Advisories.Feeds;
using Vigil.Domain.Advisories;

namespace Vigil.Tests.Feeds.Support;

/// <summary>What reading a mirror gives, as text that a person can review.</summary>
internal static class FeedListing
{
    public static string Of(FeedRun run, IEnumerable<SourceReport> reports)
    {
        var text = new StringBuilder();
        foreach (var report in reports)
        {
            text.Append(CultureInfo.InvariantCulture, $"{report.Source}: {report.Accepted} accepted, {report.Rejected} rejected, {report.Withdrawn} withdrawn{(report.IsBroken ? ", broken" : "")}\n");
            report.Diagnostics.ToList().ForEach(diagnostic => text.Append(CultureInfo.InvariantCulture, $"  {diagnostic.Code} {diagnostic.Subject}\n"));
        }

        run.Advisories.ForEach(advisory => Append(text, advisory));
        run.Exploitations.ForEach(known => text.Append(CultureInfo.InvariantCulture, $"{known}\n"));
        run.Probabilities.ForEach(probability => text.Append(CultureInfo.InvariantCulture, $"{probability}\n"));
        run.Exploits.ForEach(exploit => text.Append(CultureInfo.InvariantCulture, $"{exploit}\n"));
        return text.ToString();
    }

    private static void Append(StringBuilder text, Advisory advisory)
    {
        text.Append(CultureInfo.InvariantCulture, $"\n{advisory.Id} of {advisory.Source}\n");
        Line("flaws", advisory.Vulnerabilities.Items);
        Line("aliases", advisory.Aliases.Items);
        Line("related", advisory.Related.Items);
        Line("summary", [advisory.Summary]);
        Line("details", [advisory.Details.ReplaceLineEndings(" ")]);
        Line("times", [advisory.Published?.ToString("u", CultureInfo.InvariantCulture) ?? "", advisory.Modified?.ToString("u", CultureInfo.InvariantCulture) ?? "", advisory.Withdrawn?.ToString("u", CultureInfo.InvariantCulture) ?? ""]);
        Line("severities", advisory.Severities.Items.Select(severity => $"{severity.Source} {severity.Vector}{severity.Label}"));
        Line("cwes", advisory.Cwes.Items);
        Line("references", advisory.References.Items);
        foreach (var row in advisory.Affected)
        {
            var limits = row.Arches.Items.Concat(row.Repositories.Items).Append(row.ModuleStream).Append(row.SeverityLabel).Where(limit => limit.Length > 0);
            var ranges = row.Ranges.Items.Select(range => $"[{range.Introduced}, {range.Fixed}{(range.LastAffected.Length > 0 ? $"] {range.LastAffected}" : ")")}");
            text.Append(CultureInfo.InvariantCulture, $"  {row.State}{(row.NamesSource ? " source" : "")} {row.Key.Ecosystem} {row.Key.Release} {row.Key.Name}: {row.Scheme} {string.Join(' ', ranges.Concat(row.Versions.Items))}");
            text.Append(limits.Any() ? " of " + string.Join(' ', limits) : "").Append('\n');
        }

        void Line(string name, IEnumerable<string> values)
        {
            if (values.Any(value => value.Length > 0))
            {
                text.Append(CultureInfo.InvariantCulture, $"  {name}: {string.Join(' ', values)}\n");
            }
        }
    }
}
