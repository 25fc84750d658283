using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Vigil.Domain.Findings;
using Vigil.Domain.Packages;
using Vigil.Domain.Purl;

namespace Vigil.Scanning.Sbom.Inspector;

/// <summary>The resource that an export is of, as the service knows it.</summary>
/// <param name="AccountId">Twelve digits.</param>
/// <param name="ResourceType"><c>AWS_ECR_CONTAINER_IMAGE</c>, <c>AWS_EC2_INSTANCE</c>, <c>AWS_LAMBDA_FUNCTION</c>.</param>
/// <param name="ResourceId">Instance id or ARN.</param>
public sealed record ExportedResource(string AccountId, string ResourceType, string ResourceId);

/// <summary>Documents of <c>CreateSbomExport</c>, one for each resource: CYCLONEDX_1_4 and SPDX_2_3 as Inspector lays them out.</summary>
/// <param name="json">Where to write.</param>
/// <param name="resource">The resource.</param>
public sealed class SbomExportLayout(Utf8JsonWriter json, ExportedResource resource)
{
    /// <summary>Writes CYCLONEDX_1_4.</summary>
    /// <param name="result">The resource's packages with what is known against them.</param>
    /// <param name="time">When the export was made.</param>
    public void WriteCycloneDx(ScanResult result, DateTimeOffset time)
    {
        ArgumentNullException.ThrowIfNull(result);
        var inventory = result.Inventory;
        json.WriteStartObject();
        json.WriteString("bomFormat", "CycloneDX");
        json.WriteString("specVersion", "1.4");
        json.WriteNumber("version", 1);
        json.WriteStartObject("metadata");
        json.WriteString("timestamp", InspectorNames.Time(time));
        json.WriteStartArray("properties");
        WriteProperty("imageId", inventory.Artifact.Digest);
        WriteProperty("architecture", inventory.Artifact.Architecture);
        WriteProperty("accountId", resource.AccountId);
        WriteProperty("resourceType", resource.ResourceType);
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteStartArray("components");
        foreach (var package in inventory.Packages)
        {
            json.WriteStartObject();
            json.WriteString("type", package.Coordinate.Arch.Length > 0 ? "application" : "library");
            json.WriteString("bom-ref", RefOf(package));
            json.WriteString("name", package.Coordinate.Name);
            json.WriteString("version", package.Coordinate.Version);
            json.WriteString("purl", PurlOf(package));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("vulnerabilities");
        foreach (var finding in result.Findings)
        {
            json.WriteStartObject();
            json.WriteString("id", finding.VulnerabilityId);
            json.WriteStartArray("affects");
            foreach (var reference in finding.Packages.Items.Select(vulnerable => RefOf(vulnerable.Package)).Distinct(StringComparer.Ordinal))
            {
                json.WriteStartObject();
                json.WriteString("ref", reference);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>Writes SPDX_2_3.</summary>
    /// <param name="result">The resource's packages with what is known against them.</param>
    /// <param name="time">When the export was made.</param>
    public void WriteSpdx(ScanResult result, DateTimeOffset time)
    {
        ArgumentNullException.ThrowIfNull(result);
        var flaws = result.Findings.Items
            .SelectMany(finding => finding.Packages.Items.Select(vulnerable => (vulnerable.Package, finding.VulnerabilityId)))
            .ToLookup(row => row.Package, row => row.VulnerabilityId);
        var kind = resource.ResourceType.Split('_') is [_, var service, ..] ? service : resource.ResourceType;
        var system = result.Inventory.OperatingSystem;
        json.WriteStartObject();
        json.WriteString("spdxVersion", "SPDX-2.3");
        json.WriteString("SPDXID", "SPDXRef-DOCUMENT");
        json.WriteString("name", $"{resource.AccountId}/{kind}/{resource.ResourceId}");
        json.WriteString("documentNamespace", $"{kind}://{resource.ResourceId}/{system?.Id}_{system?.VersionId}/{result.Inventory.Artifact.Architecture}");
        json.WriteStartObject("creationInfo");
        json.WriteString("created", InspectorNames.Time(time));
        json.WriteStartArray("creators");
        json.WriteStringValue($"Organization: {resource.AccountId}");
        json.WriteStringValue($"Tool: vigil-{SbomDocument.ToolVersion}");
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteStartArray("packages");
        foreach (var package in result.Inventory.Packages)
        {
            WritePackage(package, flaws[package]);
        }

        json.WriteEndArray();
        json.WriteStartArray("relationships");
        foreach (var package in result.Inventory.Packages)
        {
            json.WriteStartObject();
            json.WriteString("spdxElementId", "SPDXRef-DOCUMENT");
            json.WriteString("relationshipType", "DESCRIBES");
            json.WriteString("relatedSpdxElement", SpdxIdOf(package));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private void WritePackage(Package package, IEnumerable<string> flaws)
    {
        json.WriteStartObject();
        json.WriteString("SPDXID", SpdxIdOf(package));
        json.WriteString("name", package.Coordinate.Name);
        json.WriteString("versionInfo", package.Coordinate.Version);
        json.WriteString("downloadLocation", "NOASSERTION");
        json.WriteBoolean("filesAnalyzed", false);
        json.WriteString("sourceInfo", package.Evidence[0].Path);
        json.WriteStartArray("externalRefs");
        WriteReference("PACKAGE-MANAGER", "purl", PurlOf(package));
        foreach (var flaw in flaws)
        {
            WriteReference("SECURITY", "vulnerability", flaw);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private void WriteReference(string category, string type, string locator)
    {
        json.WriteStartObject();
        json.WriteString("referenceCategory", category);
        json.WriteString("referenceType", type);
        json.WriteString("referenceLocator", locator);
        json.WriteEndObject();
    }

    private void WriteProperty(string name, string value)
    {
        if (value.Length > 0)
        {
            json.WriteStartObject();
            json.WriteString("name", name);
            json.WriteString("value", value);
            json.WriteEndObject();
        }
    }

    // dpkg's packages have a type of their own there, those of languages name their file
    private static string PurlOf(Package package)
    {
        var purl = package.Purl;
        return purl.Type == "deb" ? "pkg:dpkg/" + purl.ToString()["pkg:deb/".Length..]
            : package.Coordinate.Arch.Length > 0 || package.Coordinate.Release.Length > 0 ? purl.ToString()
            : PackageUrl.TryCreate(purl.Type, purl.Namespace, purl.Name, purl.Version, [.. purl.Qualifiers, new("path", package.Evidence[0].Path)], purl.Subpath, out var located, out _) ? located.ToString()
            : purl.ToString();
    }

    private static string SpdxIdOf(Package package)
    {
        var name = string.Concat(package.Coordinate.Name.Select(c => char.IsAsciiLetterOrDigit(c) || c == '.' ? c : '-'));
        return $"SPDXRef-Package-{package.Purl.Type}-{name}-{RefOf(package)}";
    }

    private static string RefOf(Package package) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{package.Purl}\n{package.Evidence[0].Path}")).AsSpan(0, 16));
}
