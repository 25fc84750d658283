using Vigil.Scanning.Sbom.Components;

namespace Vigil.Scanning.Sbom.CycloneDx;

/// <summary>Writes an inventory as CycloneDX (https://cyclonedx.org/docs/1.6/json/), members in the order of the XML schema.</summary>
internal static class CycloneDxDocument
{
    private const string Vendor = "Vigil";

    /// <summary>Writes a document.</summary>
    /// <param name="document">What to write.</param>
    /// <param name="output">JSON or XML.</param>
    /// <param name="specVersion"><c>1.4</c>, <c>1.5</c> or <c>1.6</c>.</param>
    public static void Write(SbomDocument document, BomOutput output, string specVersion)
    {
        var components = document.Components;
        var isBefore15 = specVersion == "1.4";
        output.BeginDocument(specVersion, $"urn:uuid:{document.ContentId():D}");
        output.BeginObject("metadata");
        output.Text("timestamp", document.CreatedText);
        WriteTool(output, isBefore15);
        output.BeginObject("component");
        WriteComponent(output, components.Artifact, document, isBefore15);
        output.EndObject();
        output.BeginList("components");
        foreach (var component in components.OperatingSystem is { } system ? components.Packages.Prepend(system) : components.Packages)
        {
            output.BeginItem("component");
            WriteComponent(output, component, document, isBefore15);
            output.Flush();
        }

        output.EndList();
        WriteDependencies(output, components);
        if (document.Inventory.IsPartial)
        {
            WriteIncomplete(output);
        }

        output.EndDocument();
    }

    private static void WriteTool(BomOutput output, bool isBefore15)
    {
        if (isBefore15)
        {
            output.BeginList("tools");
            output.BeginItem("tool");
            output.Text("vendor", Vendor);
        }
        else
        {
            output.BeginObject("tools");
            output.BeginList("components");
            output.BeginItem("component");
            output.Attribute("type", "application");
            output.Text("group", Vendor);
        }

        output.Text("name", "vigil");
        output.Text("version", SbomDocument.ToolVersion);
        output.EndObject();
        output.EndList();
        if (!isBefore15)
        {
            output.EndObject();
        }
    }

    // leaves the object of the component closed
    private static void WriteComponent(BomOutput output, SbomComponent component, SbomDocument document, bool isBefore15)
    {
        output.Attribute("type", TypeOf(component, document));
        output.Attribute("bom-ref", component.Ref);
        if (component.Supplier.Length > 0)
        {
            output.BeginObject("supplier");
            output.Text("name", component.Supplier);
            output.EndObject();
        }

        output.Text("name", component.Name);
        output.OptionalText("version", component.Version);
        output.OptionalText("description", component.Description);
        output.OptionalText("scope", component.IsDevelopment ? "excluded" : "");
        WriteLicense(output, component.License);
        output.OptionalText("purl", component.Purl);
        if (!component.Properties.IsEmpty)
        {
            output.BeginList("properties");
            foreach (var property in component.Properties)
            {
                output.Property(property);
            }

            output.EndList();
        }

        if (!component.Locations.IsEmpty && !isBefore15)
        {
            WriteOccurrences(output, component);
        }

        output.EndObject();
    }

    private static void WriteLicense(BomOutput output, string license)
    {
        if (license.Length == 0)
        {
            return;
        }

        output.BeginList("licenses");
        if (SpdxLicenses.IsId(license))
        {
            output.License("id", license);
        }
        else if (SpdxLicenses.IsExpression(license))
        {
            output.Expression(license);
        }
        else
        {
            output.License("name", license);
        }

        output.EndList();
    }

    private static void WriteOccurrences(BomOutput output, SbomComponent component)
    {
        output.BeginObject("evidence");
        output.BeginList("occurrences");
        foreach (var location in component.Locations)
        {
            output.BeginItem("occurrence");
            output.Text("location", location);
            output.EndObject();
        }

        output.EndList();
        output.EndObject();
    }

    private static void WriteDependencies(BomOutput output, InventoryComponents components)
    {
        output.BeginList("dependencies");
        foreach (var (reference, needed) in components.Dependencies)
        {
            output.BeginItem("dependency");
            output.Attribute("ref", reference);
            output.References("dependsOn", "", "dependency", needed);
            output.EndObject();
            output.Flush();
        }

        output.EndList();
    }

    private static void WriteIncomplete(BomOutput output)
    {
        output.BeginList("compositions");
        output.BeginItem("composition");
        output.Text("aggregate", "incomplete");
        output.References("assemblies", "assemblies", "assembly", [InventoryComponents.ArtifactRef]);
        output.EndObject();
        output.EndList();
    }

    private static string TypeOf(SbomComponent component, SbomDocument document) => component.Kind switch
    {
        SbomComponentKind.OperatingSystem => "operating-system",
        SbomComponentKind.Artifact when document.Inventory.Artifact.Kind == Domain.Packages.ArtifactKind.Image => "container",
        SbomComponentKind.Artifact when document.Inventory.Artifact.Kind == Domain.Packages.ArtifactKind.Host => "device",
        SbomComponentKind.Artifact => "application",
        _ => "library",
    };
}
