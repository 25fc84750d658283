using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Vigil.Scanning.Ecosystems.Languages.Documents;

/// <summary>Reads the last document of YAML 1.2: pnpm 11 puts one about itself before it. An alias stands for nothing: no lock file has one, and to unfold them is how a small file becomes a huge one.</summary>
internal static class YamlNotation
{
    public static DocumentNode Read(TextReader text)
    {
        var yaml = new Parser(text);
        var document = new DocumentBuilder();
        while (yaml.MoveNext())
        {
            switch (yaml.Current)
            {
                case DocumentStart:
                    document = new DocumentBuilder();
                    break;
                case MappingStart:
                    document.Open(DocumentNode.NewMap());
                    break;
                case SequenceStart:
                    document.Open(DocumentNode.NewList());
                    break;
                case MappingEnd or SequenceEnd:
                    document.Close();
                    break;
                case Scalar scalar when document.ExpectsName:
                    document.Name(scalar.Value);
                    break;
                case Scalar scalar:
                    document.Add(IsNull(scalar) ? DocumentNode.Absent : DocumentNode.OfText(scalar.Value));
                    break;
                case AnchorAlias when document.ExpectsName:
                    document.Name("");
                    break;
                case AnchorAlias:
                    document.Add(DocumentNode.Absent);
                    break;
            }
        }

        return document.Root;
    }

    private static bool IsNull(Scalar scalar) => scalar is { Style: ScalarStyle.Plain, Value: "" or "~" or "null" };
}
