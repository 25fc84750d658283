using System.Text;
using System.Text.Json;

namespace Vigil.Scanning.Ecosystems.Languages.Documents;

/// <summary>Reads JSON; comments and trailing commas are let through, as several lock files have them.</summary>
internal static class JsonNotation
{
    public static DocumentNode Read(ReadOnlySpan<byte> bytes)
    {
        var json = new Utf8JsonReader(bytes, new JsonReaderOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip, MaxDepth = 256 });
        var document = new DocumentBuilder();
        while (json.Read())
        {
            switch (json.TokenType)
            {
                case JsonTokenType.PropertyName:
                    document.Name(json.GetString()!); // a member has a name
                    break;
                case JsonTokenType.StartObject:
                    document.Open(DocumentNode.NewMap());
                    break;
                case JsonTokenType.StartArray:
                    document.Open(DocumentNode.NewList());
                    break;
                case JsonTokenType.EndObject or JsonTokenType.EndArray:
                    document.Close();
                    break;
                case JsonTokenType.Null:
                    document.Add(DocumentNode.Absent);
                    break;
                default:
                    document.Add(DocumentNode.OfText(json.TokenType == JsonTokenType.String ? json.GetString()! : Encoding.UTF8.GetString(json.ValueSpan)));
                    break;
            }
        }

        return document.Root;
    }
}
