using Tomlyn.Parsing;

namespace Vigil.Scanning.Ecosystems.Languages.Documents;

/// <summary>Reads TOML 1.0.</summary>
internal static class TomlNotation
{
    public static DocumentNode Read(string text)
    {
        var toml = TomlParser.Create(text, new TomlParserOptions { DecodeScalars = false }, options: null);
        var document = new DocumentBuilder();
        while (toml.MoveNext())
        {
            switch (toml.Current.Kind)
            {
                case TomlParseEventKind.PropertyName:
                    document.Name(toml.GetPropertyName());
                    break;
                case TomlParseEventKind.StartTable:
                    document.Open(DocumentNode.NewMap());
                    break;
                case TomlParseEventKind.StartArray:
                    document.Open(DocumentNode.NewList());
                    break;
                case TomlParseEventKind.EndTable or TomlParseEventKind.EndArray:
                    document.Close();
                    break;
                case TomlParseEventKind.String:
                    document.Add(DocumentNode.OfText(toml.GetString()));
                    break;
                case TomlParseEventKind.StartDocument or TomlParseEventKind.EndDocument:
                    break;
                default:
                    document.Add(DocumentNode.OfText(text.Substring(toml.Current.Span!.Value.Offset, toml.Current.Span.Value.Length)));
                    break;
            }
        }

        return document.Root;
    }
}
