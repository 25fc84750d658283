using System.Text;
using System.Text.Json;
using System.Xml;
using Vigil.Domain.Diagnostics;
using Vigil.Domain.Packages;
using Vigil.Scanning.Artifacts;
using Vigil.Scanning.Extraction;

namespace Vigil.Scanning.Sbom.Reading;

/// <summary>Reads a bill of materials, by Vigil or by others, as the inventory of what it describes. Pure: nothing is opened, nothing is asked.</summary>
/// <remarks>CycloneDX (JSON, XML), SPDX 2 (JSON, tag-value), syft's JSON, and plain lists of package URLs; told apart by their contents.</remarks>
public static class SbomReader
{
    /// <summary>Reads a document.</summary>
    /// <param name="name">What the user called it.</param>
    /// <param name="document">The bytes, UTF-8.</param>
    /// <param name="limits">Bounds.</param>
    /// <returns>The inventory; what could not be read is among its diagnostics.</returns>
    /// <exception cref="ArtifactException">It is no bill of materials of a known format.</exception>
    public static Inventory Read(string name, byte[] document, ScanLimits limits)
    {
        ArgumentNullException.ThrowIfNull(document);
        ArgumentNullException.ThrowIfNull(limits);
        var contents = new SbomContents(limits);
        try
        {
            ReadInto(contents, document);
        }
        // ArgumentException is the XML reader's word for an encoding that it does not know, and for a declaration that is no text
        catch (Exception ex) when (ex is JsonException or XmlException or InvalidOperationException or ArgumentException)
        {
            throw new ArtifactException(ArtifactCodes.NotRecognised, $"{Quote.Of(name)} is no bill of materials: {ex.Message}", ex);
        }

        return contents.IsRecognised
            ? new ComponentInventory(contents, name).Build()
            : throw new ArtifactException(
                ArtifactCodes.NotRecognised, $"{Quote.Of(name)} is no bill of materials that is known: CycloneDX, SPDX 2, syft's JSON, or package URLs one a line.");
    }

    private static void ReadInto(SbomContents contents, byte[] document)
    {
        ReadOnlySpan<byte> text = document;
        text = text.StartsWith("\uFEFF"u8) ? text[3..] : text;
        switch (text.TrimStart(" \t\r\n"u8) is [var first, ..] ? first : (byte)0)
        {
            case (byte)'{':
                new JsonSbom(contents).Read(text);
                break;
            case (byte)'<':
                using (var stream = new MemoryStream(document))
                {
                    new XmlSbom(contents).Read(stream);
                }

                break;
            default:
                var words = Encoding.UTF8.GetString(text);
                if (TagValueSbom.IsOne(words))
                {
                    new TagValueSbom(contents).Read(words);
                }
                else
                {
                    PurlList.Read(words, contents);
                }

                break;
        }
    }
}
