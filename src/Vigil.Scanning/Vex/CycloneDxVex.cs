using System.Text.Json;
using Vigil.Scanning.Sbom.Reading;

namespace Vigil.Scanning.Vex;

/// <summary>Statements of CycloneDX: the analysis of vulnerabilities, of components of the same document or, by BOM-Link or package URL, of another.</summary>
internal static class CycloneDxVex
{
    public static IReadOnlyList<VexStatement> Statements(string source, JsonElement document)
    {
        var purls = new Dictionary<string, string>(StringComparer.Ordinal);
        Collect(document, purls);
        var root = document.Member("metadata").Member("component");
        var whole = root.Text("bom-ref");
        return
        [
            .. from vulnerability in document.Items("vulnerabilities")
               let analysis = vulnerability.Member("analysis")
               let status = analysis.Text("state") switch
               {
                   "not_affected" or "false_positive" => VexStatus.NotAffected,
                   "resolved" or "resolved_with_pedigree" => VexStatus.Fixed,
                   "exploitable" => VexStatus.Affected,
                   "in_triage" => VexStatus.UnderInvestigation,
                   _ => (VexStatus?)null,
               }
               let products = vulnerability.Items("affects")
                   .Select(one => one.Text("ref"))
                   .Select(reference => new VexProduct([reference.Length > 0 && reference == whole ? root.Text("name") : Identity(reference, purls)], []))
                   .Where(product => product.Identities[0].Length > 0)
               where status is not null && vulnerability.Text("id").Length > 0 && products.Any()
               select new VexStatement(
                   source,
                   [vulnerability.Text("id"), .. vulnerability.Items("references").Select(one => one.Text("id")).Where(id => id.Length > 0)],
                   [.. products],
                   status.Value,
                   VexReader.Reason(analysis.Text("justification"), analysis.Text("detail")),
                   VexReader.Time(analysis.Text("lastUpdated"), vulnerability.Text("updated"), document.Member("metadata").Text("timestamp"))),
        ];
    }

    // urn:cdx:SERIAL/VERSION#REF leads into another document, where references commonly are package URLs
    private static string Identity(string reference, Dictionary<string, string> purls)
    {
        if (purls.TryGetValue(reference, out var purl))
        {
            return purl;
        }

        var hash = reference.StartsWith("urn:cdx:", StringComparison.Ordinal) ? reference.IndexOf('#', StringComparison.Ordinal) : -1;
        return hash < 0 ? reference : Uri.UnescapeDataString(reference[(hash + 1)..]) is var target && purls.TryGetValue(target, out var own) ? own : target;
    }

    private static void Collect(JsonElement parent, Dictionary<string, string> purls)
    {
        foreach (var component in parent.Items("components"))
        {
            if (component.Text("bom-ref") is { Length: > 0 } reference && component.Text("purl") is { Length: > 0 } purl)
            {
                purls.TryAdd(reference, purl);
            }

            Collect(component, purls); // the reader bounds the depth
        }
    }
}
