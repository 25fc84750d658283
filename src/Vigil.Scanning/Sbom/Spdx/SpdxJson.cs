using System.Text.Json;

namespace Vigil.Scanning.Sbom.Spdx;

/// <summary>SPDX as JSON (schemas/spdx-schema.json of the specification).</summary>
internal sealed class SpdxJson(Utf8JsonWriter json) : SpdxOutput
{
    private const int FlushBytes = 1 << 16;

    public override void BeginDocument(SpdxHeader header)
    {
        json.WriteStartObject();
        json.WriteString("spdxVersion", "SPDX-2.3");
        json.WriteString("dataLicense", "CC0-1.0");
        json.WriteString("SPDXID", SpdxDocument.DocumentId);
        json.WriteString("name", header.Name);
        json.WriteString("documentNamespace", header.Namespace);
        json.WriteStartObject("creationInfo");
        json.WriteString("created", header.Created);
        json.WriteStartArray("creators");
        json.WriteStringValue("Tool: " + header.Tool);
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteStartArray("packages");
    }

    public override void Package(SpdxPackage package)
    {
        json.WriteStartObject();
        json.WriteString("SPDXID", package.Id);
        json.WriteString("name", package.Name);
        Optional("versionInfo", package.Version);
        Optional("supplier", package.Supplier);
        json.WriteString("downloadLocation", SpdxDocument.NoAssertion);
        json.WriteBoolean("filesAnalyzed", false);
        json.WriteString("primaryPackagePurpose", package.Purpose.Replace('-', '_'));
        Optional("sourceInfo", package.SourceInfo);
        json.WriteString("licenseConcluded", SpdxDocument.NoAssertion);
        json.WriteString("licenseDeclared", package.LicenseDeclared);
        Optional("licenseComments", package.LicenseComments);
        json.WriteString("copyrightText", SpdxDocument.NoAssertion);
        if (package.Purl.Length > 0)
        {
            json.WriteStartArray("externalRefs");
            json.WriteStartObject();
            json.WriteString("referenceCategory", "PACKAGE-MANAGER");
            json.WriteString("referenceType", "purl");
            json.WriteString("referenceLocator", package.Purl);
            json.WriteEndObject();
            json.WriteEndArray();
        }

        Optional("comment", package.Comment);
        json.WriteEndObject();
        Flush();
    }

    public override void BeginRelationships()
    {
        json.WriteEndArray();
        json.WriteStartArray("relationships");
    }

    public override void Relationship(string from, string type, string to)
    {
        json.WriteStartObject();
        json.WriteString("spdxElementId", from);
        json.WriteString("relationshipType", type);
        json.WriteString("relatedSpdxElement", to);
        json.WriteEndObject();
        Flush();
    }

    public override void EndDocument()
    {
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private void Optional(string name, string value)
    {
        if (value.Length > 0)
        {
            json.WriteString(name, value);
        }
    }

    private void Flush()
    {
        if (json.BytesPending > FlushBytes)
        {
            json.Flush();
        }
    }
}
