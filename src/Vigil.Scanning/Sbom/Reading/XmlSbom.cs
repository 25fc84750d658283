using System.Xml;
using System.Xml.Linq;
using Vigil.Scanning.Sbom.Components;

namespace Vigil.Scanning.Sbom.Reading;

/// <summary>Reads CycloneDX in XML, a component at a time.</summary>
internal sealed class XmlSbom(SbomContents contents)
{
    private const string NamespaceStart = "http://cyclonedx.org/schema/bom/";
    private const int MaxDepth = 64;

    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        IgnoreWhitespace = true,
        MaxCharactersFromEntities = 1 << 20,
    };

    /// <summary>Reads a document.</summary>
    /// <exception cref="XmlException">Not XML.</exception>
    public void Read(Stream stream)
    {
        try
        {
            using var reader = XmlReader.Create(stream, Settings);
            reader.MoveToContent();
            contents.IsRecognised = reader.LocalName == "bom" && reader.NamespaceURI.StartsWith(NamespaceStart, StringComparison.Ordinal);
            while (contents.IsRecognised && reader.Read())
            {
                ReadNodes(reader);
            }
        }
        catch (XmlException ex) when (contents.IsRecognised)
        {
            contents.Report(SbomCodes.DocumentDamaged, "document", $"The document breaks off: {ex.Message} What came before was read.");
        }
    }

    // /bom/metadata/component and /bom/components/component; an element that was taken leaves the reader at the next one
    private void ReadNodes(XmlReader reader)
    {
        var isInMetadata = reader is { Depth: 1, LocalName: "metadata" };
        if (reader.NodeType != XmlNodeType.Element || reader.Depth != 1 || reader.IsEmptyElement || !(isInMetadata || reader.LocalName == "components"))
        {
            return;
        }

        reader.Read();
        while (reader is { EOF: false, Depth: 2 })
        {
            if (reader is not { NodeType: XmlNodeType.Element, LocalName: "component" })
            {
                reader.Skip();
            }
            else if (XNode.ReadFrom(reader) is XElement component)
            {
                if (isInMetadata)
                {
                    contents.Artifact = Artifact(component);
                }
                else
                {
                    AddTo(component, source: null);
                }
            }
        }
    }

    private static SbomComponent Artifact(XElement component)
    {
        var read = Component(component);
        return read with
        {
            Kind = SbomComponentKind.Artifact,
            Properties = (string?)component.Attribute("type") == "container" ? read.Properties.Add(new SbomProperty(ArtifactProperties.Kind, "image")) : read.Properties,
        };
    }

    private void AddTo(XElement component, SbomComponent? source, int depth = 0)
    {
        var read = Component(component);
        var children = Children(component, "components").ToList();
        var isSource = children.Count > 0 && (read.Purl.StartsWith("pkg:deb/", StringComparison.Ordinal) || read.Purl.StartsWith("pkg:rpm/", StringComparison.Ordinal));
        if (!isSource)
        {
            contents.Add(source is null ? read : SourcePackage.Give(read, source), (string?)component.Attribute("type") is "library" or "framework");
        }

        if (depth < MaxDepth)
        {
            children.ForEach(child => AddTo(child, isSource ? read : null, depth + 1));
        }
        else if (children.Count > 0)
        {
            contents.Report(SbomCodes.TooManyComponents, read.Name, $"Components are nested more than {MaxDepth} deep: the inner ones were not read.");
        }
    }

    private static SbomComponent Component(XElement component)
    {
        var group = Text(component, "group");
        return new SbomComponent
        {
            Kind = (string?)component.Attribute("type") == "operating-system" ? SbomComponentKind.OperatingSystem : SbomComponentKind.Package,
            Ref = (string?)component.Attribute("bom-ref") ?? "",
            Name = group.Length > 0 ? $"{group}/{Text(component, "name")}" : Text(component, "name"),
            Version = Text(component, "version"),
            Description = Text(component, "description"),
            Purl = Text(component, "purl"),
            Supplier = Child(component, "supplier") is { } supplier ? Text(supplier, "name") : "",
            License = string.Join(" AND ", Children(component, "licenses").Select(LicenseOf).Where(text => text.Length > 0)),
            Locations = Child(component, "evidence") is { } evidence ? [.. Children(evidence, "occurrences").Select(one => Text(one, "location"))] : [],
            Properties = [.. Children(component, "properties").Select(one => new SbomProperty((string?)one.Attribute("name") ?? "", one.Value)).Where(one => ForeignProperties.IsRead(one.Name))],
        };
    }

    private static string LicenseOf(XElement choice) =>
        choice.Name.LocalName == "expression" ? choice.Value
        : Text(choice, "id") is { Length: > 0 } id ? id
        : Text(choice, "name");

    private static IEnumerable<XElement> Children(XElement element, string list) => Child(element, list)?.Elements() ?? [];

    private static XElement? Child(XElement element, string name) => element.Elements().FirstOrDefault(child => child.Name.LocalName == name);

    private static string Text(XElement element, string name) => Child(element, name)?.Value ?? "";
}
