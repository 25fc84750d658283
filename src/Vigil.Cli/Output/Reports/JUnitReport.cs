using System.Globalization;
using System.Text;
using System.Xml;
using Vigil.Domain.Findings;
using Vigil.Domain.Verdicts;
using Vigil.Scanning.Sbom;

namespace Vigil.Cli.Output.Reports;

/// <summary>JUnit XML as build servers read it: a failure for each flaw of a package, a pass for each clean package, a skip for each that was not evaluated.</summary>
internal static class JUnitReport
{
    private static readonly XmlWriterSettings Settings = new() { Encoding = new UTF8Encoding(false), Indent = true, NewLineChars = "\n" };

    /// <summary>Writes the report.</summary>
    public static void Write(ScanReport scan, Stream stream)
    {
        var flaws = scan.Result.Findings.Items
            .SelectMany(finding => finding.Packages.Items.Select(vulnerable => (Finding: finding, Vulnerable: vulnerable)))
            .ToLookup(row => row.Vulnerable.Package);
        var failures = flaws.Sum(package => package.Count());
        var skipped = scan.Result.Evaluations.Items.Count(evaluation => !flaws.Contains(evaluation.Package) && IsSkipped(evaluation));
        var passed = scan.Result.Evaluations.Items.Count(evaluation => !flaws.Contains(evaluation.Package)) - skipped;
        using (var xml = XmlWriter.Create(stream, Settings))
        {
            xml.WriteStartDocument();
            xml.WriteStartElement("testsuites");
            WriteCounts(xml, "vigil", failures + skipped + passed, failures, skipped);
            xml.WriteStartElement("testsuite");
            WriteCounts(xml, scan.ArtifactName, failures + skipped + passed, failures, skipped);
            foreach (var evaluation in scan.Result.Evaluations)
            {
                if (!flaws.Contains(evaluation.Package))
                {
                    WriteEvaluation(xml, evaluation);
                }

                foreach (var (finding, vulnerable) in flaws[evaluation.Package])
                {
                    WriteFailure(xml, finding, vulnerable);
                }
            }

            xml.WriteEndDocument();
        }

        stream.WriteByte((byte)'\n');
    }

    private static void WriteFailure(XmlWriter xml, Finding finding, VulnerablePackage vulnerable)
    {
        BeginCase(xml, vulnerable.Package.Coordinate.Name, $"{finding.VulnerabilityId} in {vulnerable.Package.Coordinate.Name} {vulnerable.Package.Coordinate.Version}");
        xml.WriteStartElement("failure");
        xml.WriteAttributeString("type", FindingLines.Word(finding.Severity));
        xml.WriteAttributeString("message", XmlCharacters.Of(FindingLines.Sentence(finding, vulnerable)));
        string[] lines =
        [
            finding.Title,
            $"severity: {FindingLines.Word(finding.Severity)} {ScanReport.ScoreOf(finding)}".TrimEnd(),
            FindingLines.Exploitation(finding),
            vulnerable.Remediation,
            $"found in: {string.Join(", ", vulnerable.Package.Evidence.Items.Select(evidence => evidence.Path))}",
            FlawAddresses.Of(finding.VulnerabilityId),
        ];
        xml.WriteString(XmlCharacters.Of(string.Join('\n', lines.Where(line => line.Length > 0))));
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static void WriteEvaluation(XmlWriter xml, PackageEvaluation evaluation)
    {
        BeginCase(xml, evaluation.Package.Coordinate.Name, $"{evaluation.Package.Coordinate.Name} {evaluation.Package.Coordinate.Version}");
        if (IsSkipped(evaluation))
        {
            xml.WriteStartElement("skipped");
            xml.WriteAttributeString("message", XmlCharacters.Of(evaluation.Reason.Length > 0 ? evaluation.Reason : evaluation.State.ToString()));
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    private static bool IsSkipped(PackageEvaluation evaluation) => evaluation.State is not (EvaluationState.Evaluated or EvaluationState.EndOfLife);

    private static void BeginCase(XmlWriter xml, string package, string name)
    {
        xml.WriteStartElement("testcase");
        xml.WriteAttributeString("classname", XmlCharacters.Of(package));
        xml.WriteAttributeString("name", XmlCharacters.Of(name));
        xml.WriteAttributeString("time", "0");
    }

    private static void WriteCounts(XmlWriter xml, string name, int tests, int failures, int skipped)
    {
        xml.WriteAttributeString("name", XmlCharacters.Of(name));
        xml.WriteAttributeString("tests", tests.ToString(CultureInfo.InvariantCulture));
        xml.WriteAttributeString("failures", failures.ToString(CultureInfo.InvariantCulture));
        xml.WriteAttributeString("errors", "0");
        xml.WriteAttributeString("skipped", skipped.ToString(CultureInfo.InvariantCulture));
        xml.WriteAttributeString("time", "0");
    }
}
