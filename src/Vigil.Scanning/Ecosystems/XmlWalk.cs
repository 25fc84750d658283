using System.Text;
using System.Xml;
using Vigil.Domain.Diagnostics;

namespace Vigil.Scanning.Ecosystems;

/// <summary>Steps through a document in XML. Nothing is fetched, no entity is expanded.</summary>
internal static class XmlWalk
{
    private const int MaxDepth = 256;

    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Ignore,
        XmlResolver = null,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        IgnoreWhitespace = true,
        MaxCharactersInDocument = 256L << 20,
        MaxCharactersFromEntities = 1 << 20,
    };

    /// <summary>Reads a document.</summary>
    /// <param name="content">Its bytes, in an encoding that they state.</param>
    /// <param name="root">Name of its root element.</param>
    /// <param name="read">Reads the root element, at whose start it is called.</param>
    /// <exception cref="InvalidDataException">It is no well-formed XML, or of another kind.</exception>
    public static void Read(Stream content, string root, Action<XmlReader> read)
    {
        try
        {
            using var xml = XmlReader.Create(content, Settings);
            if (xml.MoveToContent() != XmlNodeType.Element || xml.LocalName != root)
            {
                throw new InvalidDataException($"<{root}> was expected, and there is <{Quote.Of(xml.LocalName)}>.");
            }

            read(xml);
            while (xml.Read())
            {
                // to the end: what is cut off there must not look whole
            }
        }
        catch (Exception ex) when (ex is XmlException or ArgumentException)
        {
            // ArgumentException is the reader's word for an encoding that it does not know, and for a declaration that is no text
            throw new InvalidDataException(ex.Message, ex);
        }
    }

    /// <summary>From the start of an element past its end, through its children.</summary>
    /// <param name="xml">At the start of the element.</param>
    /// <param name="onChild">Told the local name of each child; must pass it by <see cref="ReadText"/>, this method or <see cref="XmlReader.Skip"/>.</param>
    public static void ForEachChild(this XmlReader xml, Action<string> onChild)
    {
        var depth = xml.Depth;
        if (depth > MaxDepth)
        {
            throw new InvalidDataException($"Its elements are nested more than {MaxDepth} deep.");
        }

        if (!xml.IsEmptyElement)
        {
            xml.Read();
            while (xml.Depth > depth)
            {
                if (xml.NodeType == XmlNodeType.Element)
                {
                    onChild(xml.LocalName);
                }
                else
                {
                    xml.Read();
                }
            }
        }

        xml.Read();
    }

    /// <summary>From the start of an element past its end: its text without blanks around it.</summary>
    public static string ReadText(this XmlReader xml)
    {
        var depth = xml.Depth;
        var text = new StringBuilder();
        if (!xml.IsEmptyElement)
        {
            while (xml.Read() && xml.Depth > depth)
            {
                if (xml.NodeType is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace)
                {
                    text.Append(xml.Value);
                }
            }
        }

        xml.Read();
        return text.ToString().Trim();
    }
}
