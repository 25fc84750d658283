using System.Xml;
using Vigil.Domain.Diagnostics;

namespace Vigil.Advisories.Feeds.Oval;

/// <summary>Reads a document of OVAL definitions, schema 5 (https://oval-community-guidelines.readthedocs.io). Definitions wait for the tests behind them.</summary>
internal static class OvalReader
{
    /// <summary>Takes a definition and what it comes to.</summary>
    public delegate void Take(OvalDefinition definition, IReadOnlyList<OvalStatement> statements);

    /// <summary>Reads a document to its end; a definition that cannot be used is a reject.</summary>
    /// <exception cref="XmlException">Not XML, cut, or with a document type.</exception>
    /// <exception cref="FormatException">Not a document of this kind.</exception>
    public static void Read(Stream document, SourceIntake source, Take take, CancellationToken cancellation)
    {
        var checks = new OvalChecks();
        foreach (var definition in ReadDefinitions(document, source, checks, cancellation))
        {
            try
            {
                var statements = new List<OvalStatement>();
                definition.Criteria.AddTo(statements, checks, new("", "", "", "", "", "", ""), source.Limits.MaxStatements);
                take(definition, statements);
            }
            catch (FormatException ex)
            {
                source.Reject(definition.Id, FeedCodes.EntryUnreadable, ex.Message);
            }
        }
    }

    private static List<OvalDefinition> ReadDefinitions(Stream document, SourceIntake source, OvalChecks checks, CancellationToken cancellation)
    {
        var definitions = new List<OvalDefinition>();
        using var reader = XmlReader.Create(document, SafeXml.Settings);
        if (reader.MoveToContent() != XmlNodeType.Element || reader.LocalName != "oval_definitions")
        {
            throw new FormatException($"Expected the element 'oval_definitions', found '{Quote.Of(reader.LocalName)}'.");
        }

        while (reader.Read())
        {
            if (reader.NodeType != XmlNodeType.Element)
            {
                continue;
            }

            cancellation.ThrowIfCancellationRequested();
            var name = reader.LocalName;
            if (name == "timestamp" && Times.TryParse(reader.ReadString(), out var time))
            {
                source.IsAsOf(time);
            }
            else if (name == "definition")
            {
                Add(definitions, reader, source);
            }
            else if (name.EndsWith("_test", StringComparison.Ordinal))
            {
                Below(reader, checks.AddTest);
            }
            else if (name.EndsWith("_object", StringComparison.Ordinal))
            {
                Below(reader, checks.AddObject);
            }
            else if (name.EndsWith("_state", StringComparison.Ordinal))
            {
                Below(reader, checks.AddState);
            }
        }

        return definitions;
    }

    private static void Add(List<OvalDefinition> definitions, XmlReader reader, SourceIntake source)
    {
        var id = reader.GetAttribute("id") ?? "";
        try
        {
            Below(reader, definition => definitions.Add(OvalDefinition.Read(definition)));
        }
        catch (Exception ex) when (ex is FormatException or InvalidOperationException)
        {
            source.Reject(id, FeedCodes.EntryUnreadable, ex.Message);
        }
    }

    private static void Below(XmlReader reader, Action<XmlReader> read)
    {
        using var element = reader.ReadSubtree();
        read(element);
    }
}
