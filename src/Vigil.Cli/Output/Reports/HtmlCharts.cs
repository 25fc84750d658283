using System.Collections.Immutable;
using System.Globalization;
using Vigil.Domain.Findings;

namespace Vigil.Cli.Output.Reports;

/// <summary>Findings that a bar stands for.</summary>
/// <param name="Name">What they have in common.</param>
/// <param name="Detail">More of it, or empty.</param>
/// <param name="Findings">The findings.</param>
internal readonly record struct ChartGroup(string Name, string Detail, ImmutableArray<Finding> Findings);

/// <summary>Bars in SVG, with the numbers as text: colour alone says nothing.</summary>
internal sealed class HtmlCharts(HtmlWriter html)
{
    private const double Width = 1000;

    private static readonly FindingSeverity[] Severities =
    [
        FindingSeverity.Critical, FindingSeverity.High, FindingSeverity.Medium, FindingSeverity.Low, FindingSeverity.Informational, FindingSeverity.Untriaged,
    ];

    /// <summary>Writes one bar of all findings with its legend.</summary>
    public void WriteSeverities(ScanResult result)
    {
        if (result.Findings.IsEmpty)
        {
            return;
        }

        html.Raw("<figure class=\"severities\">");
        WriteStack(result.Findings.Items, result.Findings.Count, height: 28);
        html.Raw("<figcaption><ul class=\"legend\">");
        foreach (var severity in Severities.Where(severity => FindingLines.Count(result, severity) > 0))
        {
            html.Line($"<li><span class=\"swatch {FindingLines.Word(severity)}\"></span>{FindingLines.Count(result, severity)} {FindingLines.Word(severity)}</li>");
        }

        html.Raw("</ul></figcaption>\n</figure>");
    }

    /// <summary>Writes a small bar with its numbers.</summary>
    /// <param name="findings">What it stands for.</param>
    /// <param name="most">Findings of a bar of full length.</param>
    public void WriteBar(IReadOnlyCollection<Finding> findings, int most)
    {
        WriteStack(findings, most, height: 10);
        html.Line($"<span class=\"numbers\">{findings.Count} ({FindingLines.Counts(findings)})</span>");
    }

    /// <summary>Writes a titled list of bars.</summary>
    public void WriteGroups(string title, IEnumerable<ChartGroup> groups)
    {
        ImmutableArray<ChartGroup> all = [.. groups];
        if (all.IsEmpty)
        {
            return;
        }

        var most = all.Max(group => group.Findings.Length);
        html.Line($"<div class=\"groups\"><h3>{title}</h3>\n<ul>");
        foreach (var group in all)
        {
            html.Line($"<li><b>{group.Name}</b> <span class=\"detail\">{group.Detail}</span>");
            WriteBar(group.Findings, most);
            html.Raw("</li>");
        }

        html.Raw("</ul></div>");
    }

    private void WriteStack(IReadOnlyCollection<Finding> findings, int most, int height)
    {
        html.Line($"<svg class=\"stack\" viewBox=\"0 0 {Width} {height}\" preserveAspectRatio=\"none\" height=\"{height}\" role=\"img\" aria-label=\"{FindingLines.Counts(findings)}\">");
        html.Line($"<rect class=\"track\" width=\"{Width}\" height=\"{height}\"></rect>");
        var left = 0.0;
        foreach (var severity in Severities)
        {
            var count = findings.Count(finding => finding.Severity == severity);
            if (count > 0)
            {
                var width = count * Width / most;
                html.Line($"<rect class=\"{FindingLines.Word(severity)}\" x=\"{Number(left)}\" width=\"{Number(width)}\" height=\"{height}\"></rect>");
                left += width;
            }
        }

        html.Raw("</svg>");
    }

    private static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
