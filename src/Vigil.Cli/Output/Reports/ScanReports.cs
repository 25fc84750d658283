using System.Text;
using Vigil.Scanning.Sbom.Inspector;
using Vigil.Scanning.Vex;

namespace Vigil.Cli.Output.Reports;

/// <summary>The forms of a scan, one line each.</summary>
internal static class ScanReports
{
    /// <summary>All forms.</summary>
    public static IReadOnlyList<Report<ScanReport>> All { get; } =
    [
        new("table", "for people", (scan, stream) => new ScanTable(Terminal.On(stream)).Write(scan.Result, scan.Database)),
        new("json", "for programs", (scan, stream) => JsonOutput.Write(stream, json => ScanJson.Write(json, scan.Result, scan.Database))),
        new("sarif", "SARIF 2.1.0, for code scanning", (scan, stream) => JsonOutput.Write(stream, json => new SarifReport(json).Write(scan))),
        new("junit", "JUnit XML, for test reports", JUnitReport.Write),
        new("gitlab", "GitLab container scanning", (scan, stream) => JsonOutput.Write(stream, json => new GitLabReport(json).Write(scan))),
        new("markdown", "a summary for merge requests", (scan, stream) => WriteText(stream, text => new MarkdownReport(text).Write(scan))),
        new("html", "one page for people who do not use Vigil", (scan, stream) => WriteText(stream, text => new HtmlReport(text).Write(scan))),
        new("csv", "a table with Inspector's columns", CsvReport.Write),
        new("openvex", "OpenVEX statements", (scan, stream) => JsonOutput.Write(stream, json => new OpenVexWriter(json).Write(scan.Result, scan.Time, "Vigil"))),
        new("inspector", "output INSPECTOR of ScanSbom", (scan, stream) => JsonOutput.Write(stream, json => new ScanSbomFindings(json, scan.Store).Write(ScannedBill.Of(scan.Result, scan.Time)))),
        new("inspector-cyclonedx", "output CYCLONE_DX_1_5 of ScanSbom", (scan, stream) => JsonOutput.Write(stream, json => new ScanSbomCycloneDx(json, scan.Store).Write(ScannedBill.Of(scan.Result, scan.Time)))),
    ];

    private static void WriteText(Stream stream, Action<TextWriter> write)
    {
        using var text = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true) { NewLine = "\n" };
        write(text);
    }
}
