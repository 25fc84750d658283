using System.Text.Json;
using Vigil.Advisories.Feeds.Json;

namespace Vigil.Advisories.Feeds.Csaf;

/// <summary>Reads a document. Unknown members are skipped.</summary>
internal static class CsafReader
{
    private const int MaxDepth = 32;

    /// <summary>Reads one document.</summary>
    /// <exception cref="FormatException">Not a document of this kind.</exception>
    /// <exception cref="JsonException">Not JSON.</exception>
    public static CsafDocument Read(ReadOnlySpan<byte> json)
    {
        var document = new CsafDocument();
        var reader = new Utf8JsonReader(json);
        reader.EnterDocument();
        while (reader.NextMember())
        {
            if (reader.ValueTextEquals("document"u8))
            {
                ReadHead(ref reader, document);
            }
            else if (reader.ValueTextEquals("product_tree"u8))
            {
                ReadTree(ref reader, document);
            }
            else if (reader.ValueTextEquals("vulnerabilities"u8))
            {
                for (var has = reader.EnterArray(); has && reader.NextObject();)
                {
                    document.Vulnerabilities.Add(CsafVulnerabilityReader.Read(ref reader));
                }
            }
            else
            {
                reader.SkipValue();
            }
        }

        // Fails where something follows the document.
        reader.Read();
        return document.Id.Length > 0 ? document : throw new FormatException("Expected a document with an id, found none.");
    }

    private static void ReadHead(ref Utf8JsonReader reader, CsafDocument document)
    {
        for (var has = reader.EnterObject(); has && reader.NextMember();)
        {
            if (reader.ValueTextEquals("tracking"u8))
            {
                ReadTracking(ref reader, document);
            }
            else if (reader.ValueTextEquals("aggregate_severity"u8))
            {
                for (var hasWord = reader.EnterObject(); hasWord && reader.NextMember();)
                {
                    if (reader.ValueTextEquals("text"u8))
                    {
                        document.Severity = reader.NextText();
                    }
                    else
                    {
                        reader.SkipValue();
                    }
                }
            }
            else
            {
                reader.SkipValue();
            }
        }
    }

    private static void ReadTracking(ref Utf8JsonReader reader, CsafDocument document)
    {
        for (var has = reader.EnterObject(); has && reader.NextMember();)
        {
            if (reader.ValueTextEquals("id"u8))
            {
                document.Id = reader.NextText();
            }
            else if (reader.ValueTextEquals("status"u8))
            {
                document.IsDeleted = reader.NextText() == "deleted";
            }
            else if (reader.ValueTextEquals("initial_release_date"u8))
            {
                document.Published = reader.NextTime();
            }
            else if (reader.ValueTextEquals("current_release_date"u8))
            {
                document.Modified = reader.NextTime();
            }
            else
            {
                reader.SkipValue();
            }
        }
    }

    private static void ReadTree(ref Utf8JsonReader reader, CsafDocument document)
    {
        for (var has = reader.EnterObject(); has && reader.NextMember();)
        {
            if (reader.ValueTextEquals("branches"u8))
            {
                ReadBranches(ref reader, document, depth: 0);
            }
            else if (reader.ValueTextEquals("full_product_names"u8))
            {
                for (var hasNames = reader.EnterArray(); hasNames && reader.NextObject();)
                {
                    ReadProduct(ref reader, document);
                }
            }
            else if (reader.ValueTextEquals("relationships"u8))
            {
                for (var hasRelations = reader.EnterArray(); hasRelations && reader.NextObject();)
                {
                    ReadRelationship(ref reader, document);
                }
            }
            else
            {
                reader.SkipValue();
            }
        }
    }

    private static void ReadBranches(ref Utf8JsonReader reader, CsafDocument document, int depth)
    {
        if (depth > MaxDepth)
        {
            throw new FormatException($"The branches of the product tree are nested more than {MaxDepth} deep.");
        }

        for (var has = reader.EnterArray(); has && reader.NextObject();)
        {
            while (reader.NextMember())
            {
                if (reader.ValueTextEquals("branches"u8))
                {
                    ReadBranches(ref reader, document, depth + 1);
                }
                else if (reader.ValueTextEquals("product"u8))
                {
                    if (reader.EnterObject())
                    {
                        ReadProduct(ref reader, document);
                    }
                }
                else
                {
                    reader.SkipValue();
                }
            }
        }
    }

    // the object that was entered
    private static string ReadProduct(ref Utf8JsonReader reader, CsafDocument document)
    {
        var (id, name, cpe, purl) = ("", "", "", "");
        while (reader.NextMember())
        {
            if (reader.ValueTextEquals("product_id"u8))
            {
                id = reader.NextText();
            }
            else if (reader.ValueTextEquals("name"u8))
            {
                name = reader.NextText();
            }
            else if (reader.ValueTextEquals("product_identification_helper"u8))
            {
                for (var has = reader.EnterObject(); has && reader.NextMember();)
                {
                    if (reader.ValueTextEquals("cpe"u8))
                    {
                        cpe = reader.NextText();
                    }
                    else if (reader.ValueTextEquals("purl"u8))
                    {
                        purl = reader.NextText();
                    }
                    else
                    {
                        reader.SkipValue();
                    }
                }
            }
            else
            {
                reader.SkipValue();
            }
        }

        document.Products[id] = new(name, cpe, purl);
        return id;
    }

    private static void ReadRelationship(ref Utf8JsonReader reader, CsafDocument document)
    {
        var (id, component, whole) = ("", "", "");
        while (reader.NextMember())
        {
            if (reader.ValueTextEquals("product_reference"u8))
            {
                component = reader.NextText();
            }
            else if (reader.ValueTextEquals("relates_to_product_reference"u8))
            {
                whole = reader.NextText();
            }
            else if (reader.ValueTextEquals("full_product_name"u8))
            {
                id = reader.EnterObject() ? ReadProduct(ref reader, document) : "";
            }
            else
            {
                reader.SkipValue();
            }
        }

        document.Relationships[id] = (component, whole);
    }
}
