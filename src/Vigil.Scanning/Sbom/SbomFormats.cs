using System.Text;
using System.Text.Json;
using System.Xml;
using Vigil.Scanning.Sbom.CycloneDx;
using Vigil.Scanning.Sbom.Spdx;

namespace Vigil.Scanning.Sbom;

/// <summary>A format in which a bill of materials is written.</summary>
/// <param name="Name">Its name on the command line: <c>cyclonedx</c>, <c>spdx-tag-value</c>.</param>
/// <param name="Description">What it is, for people.</param>
/// <param name="Write">Writes a document as it goes; the stream stays open.</param>
public sealed record SbomFormat(string Name, string Description, Action<SbomDocument, Stream> Write);

/// <summary>All formats, one line each.</summary>
public static class SbomFormats
{
    private static readonly JsonWriterOptions Json = new()
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Indented = true,
        NewLine = "\n",
    };

    private static readonly XmlWriterSettings Xml = new()
    {
        Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
        Indent = true,
        NewLineChars = "\n",
        NewLineHandling = NewLineHandling.Entitize,
    };

    /// <summary>The formats, the newest of each family first.</summary>
    public static IReadOnlyList<SbomFormat> All { get; } =
    [
        new("cyclonedx", "CycloneDX 1.6, JSON", (document, stream) => WriteJson(document, stream, "1.6")),
        new("cyclonedx-xml", "CycloneDX 1.6, XML", (document, stream) => WriteXml(document, stream, "1.6")),
        new("cyclonedx-1.5", "CycloneDX 1.5, JSON", (document, stream) => WriteJson(document, stream, "1.5")),
        new("cyclonedx-1.5-xml", "CycloneDX 1.5, XML", (document, stream) => WriteXml(document, stream, "1.5")),
        new("cyclonedx-1.4", "CycloneDX 1.4, JSON", (document, stream) => WriteJson(document, stream, "1.4")),
        new("cyclonedx-1.4-xml", "CycloneDX 1.4, XML", (document, stream) => WriteXml(document, stream, "1.4")),
        new("spdx", "SPDX 2.3, JSON", WriteSpdxJson),
        new("spdx-tag-value", "SPDX 2.3, tag-value", WriteSpdxTagValue),
    ];

    /// <summary>Finds a format by its name, or <see langword="null"/>.</summary>
    public static SbomFormat? Find(string name) => All.FirstOrDefault(format => string.Equals(format.Name, name, StringComparison.OrdinalIgnoreCase));

    private static void WriteJson(SbomDocument document, Stream stream, string version)
    {
        using (var json = new Utf8JsonWriter(stream, Json))
        {
            CycloneDxDocument.Write(document, new BomJson(json), version);
        }

        stream.WriteByte((byte)'\n');
    }

    private static void WriteXml(SbomDocument document, Stream stream, string version)
    {
        using (var xml = XmlWriter.Create(stream, Xml))
        {
            CycloneDxDocument.Write(document, new BomXml(xml), version);
        }

        stream.WriteByte((byte)'\n');
    }

    private static void WriteSpdxJson(SbomDocument document, Stream stream)
    {
        using (var json = new Utf8JsonWriter(stream, Json))
        {
            SpdxDocument.Write(document, new SpdxJson(json));
        }

        stream.WriteByte((byte)'\n');
    }

    private static void WriteSpdxTagValue(SbomDocument document, Stream stream)
    {
        using var text = new StreamWriter(stream, new UTF8Encoding(false), leaveOpen: true) { NewLine = "\n" };
        SpdxDocument.Write(document, new SpdxTagValue(text));
    }
}
