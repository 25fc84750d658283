using System.Globalization;
using System.Text.Json;
using Vigil.Domain.Advisories;
using Vigil.Domain.Findings;
using Vigil.Domain.Packages;
using Vigil.Domain.Purl;

namespace Vigil.Scanning.Vex;

/// <summary>Writes a scan as an OpenVEX document: what is affected and what to do, what is being looked into, what was set aside and why.</summary>
/// <param name="json">Where to write.</param>
public sealed class OpenVexWriter(Utf8JsonWriter json)
{
    /// <summary>Writes a document.</summary>
    /// <param name="result">The scan.</param>
    /// <param name="time">When it is said.</param>
    /// <param name="author">Who says it.</param>
    public void Write(ScanResult result, DateTimeOffset time, string author)
    {
        ArgumentNullException.ThrowIfNull(result);
        var timestamp = time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        json.WriteStartObject();
        json.WriteString("@context", "https://openvex.dev/ns/v0.2.0");
        json.WriteString("@id", $"https://openvex.dev/docs/vigil/vex-{new Sbom.SbomDocument(result.Inventory, time).ContentId():D}");
        json.WriteString("author", author);
        json.WriteString("timestamp", timestamp);
        json.WriteNumber("version", 1);
        json.WriteString("tooling", $"vigil {Sbom.SbomDocument.ToolVersion}");
        json.WriteStartArray("statements");
        var product = ProductOf(result.Inventory.Artifact);
        foreach (var finding in result.Findings)
        {
            foreach (var group in finding.Packages.Items.GroupBy(vulnerable => vulnerable.Verdict.State == VendorState.UnderInvestigation))
            {
                WriteStatement(finding, group, product, group.Key ? "under_investigation" : "affected", "", group.Key ? "" : Action([.. group]));
            }
        }

        foreach (var aside in result.SetAside)
        {
            WriteStatement(aside.Finding, aside.Finding.Packages, product, aside.Kind == SetAsideKind.Fixed ? "fixed" : "not_affected", aside.Reason.Length > 0 ? aside.Reason : aside.By, "");
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private void WriteStatement(Finding finding, IEnumerable<VulnerablePackage> packages, string product, string status, string impact, string action)
    {
        json.WriteStartObject();
        json.WriteStartObject("vulnerability");
        json.WriteString("name", finding.VulnerabilityId);
        if (!finding.Aliases.IsEmpty)
        {
            json.WriteStartArray("aliases");
            foreach (var alias in finding.Aliases)
            {
                json.WriteStringValue(alias);
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
        WriteProducts(packages.Select(vulnerable => vulnerable.Package.Purl.ToString()).Distinct(StringComparer.Ordinal), product);
        json.WriteString("status", status);
        if (impact.Length > 0 && status == "not_affected")
        {
            json.WriteString("impact_statement", impact);
        }

        if (action.Length > 0)
        {
            json.WriteString("action_statement", action);
        }

        json.WriteEndObject();
    }

    // packages are parts of the image; what is no image has no identity of its own, so they are the products
    private void WriteProducts(IEnumerable<string> packages, string product)
    {
        json.WriteStartArray("products");
        if (product.Length > 0)
        {
            json.WriteStartObject();
            json.WriteString("@id", product);
            json.WriteStartArray("subcomponents");
        }

        foreach (var package in packages)
        {
            json.WriteStartObject();
            json.WriteString("@id", package);
            json.WriteEndObject();
        }

        if (product.Length > 0)
        {
            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static string Action(IReadOnlyList<VulnerablePackage> packages) =>
        packages.Select(package => package.Remediation).FirstOrDefault(command => command.Length > 0)
        ?? packages.Select(package => package.Verdict.FixedVersion).Where(version => version.Length > 0).Select(version => $"upgrade to {version}").FirstOrDefault()
        ?? "there is no fix yet";

    private static string ProductOf(ArtifactIdentity artifact)
    {
        if (artifact.Kind != ArtifactKind.Image || artifact.Digest.Length == 0)
        {
            return "";
        }

        var name = artifact.Name.Split('@')[0];
        var slash = name.LastIndexOf('/');
        var colon = name.IndexOf(':', slash + 1);
        var repository = colon < 0 ? name : name[..colon];
        return PackageUrl.TryCreate("oci", null, repository[(slash + 1)..], artifact.Digest, slash > 0 && name[0] != '/' ? [new("repository_url", repository)] : [], null, out var purl, out _) ? purl.ToString() : "";
    }
}
