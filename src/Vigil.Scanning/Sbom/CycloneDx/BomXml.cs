using System.Xml;

namespace Vigil.Scanning.Sbom.CycloneDx;

/// <summary>CycloneDX as XML. What XML cannot hold (control characters) becomes U+FFFD.</summary>
internal sealed class BomXml(XmlWriter xml) : BomOutput
{
    public override void BeginDocument(string specVersion, string serialNumber)
    {
        xml.WriteStartDocument();
        xml.WriteStartElement("bom", $"http://cyclonedx.org/schema/bom/{specVersion}");
        xml.WriteAttributeString("serialNumber", serialNumber);
        xml.WriteAttributeString("version", "1");
    }

    public override void EndDocument() => xml.WriteEndDocument();

    public override void BeginObject(string name) => xml.WriteStartElement(name);

    public override void EndObject() => xml.WriteEndElement();

    public override void BeginList(string name) => xml.WriteStartElement(name);

    public override void EndList() => xml.WriteEndElement();

    public override void BeginItem(string element) => xml.WriteStartElement(element);

    public override void Attribute(string name, string value) => xml.WriteAttributeString(name, XmlCharacters.Of(value));

    public override void Text(string name, string value) => xml.WriteElementString(name, XmlCharacters.Of(value));

    public override void Property(SbomProperty property)
    {
        xml.WriteStartElement("property");
        Attribute("name", property.Name);
        xml.WriteString(XmlCharacters.Of(property.Value));
        xml.WriteEndElement();
    }

    public override void License(string by, string value)
    {
        xml.WriteStartElement("license");
        Text(by, value);
        xml.WriteEndElement();
    }

    public override void Expression(string value) => Text("expression", value);

    public override void References(string name, string wrapper, string element, IEnumerable<string> refs)
    {
        if (wrapper.Length > 0)
        {
            xml.WriteStartElement(wrapper);
        }

        foreach (var reference in refs)
        {
            xml.WriteStartElement(element);
            Attribute("ref", reference);
            xml.WriteEndElement();
        }

        if (wrapper.Length > 0)
        {
            xml.WriteEndElement();
        }
    }

    public override void Flush()
    {
        // the writer hands its buffer on by itself
    }
}
