using System.Text;

namespace Vigil.Scanning.Ecosystems.Languages;

/// <summary>Text in the manner of Debian control files: <c>Field: value</c> a line, blanks before what continues a value, an empty line between stanzas.</summary>
internal static class FieldStanzas
{
    private const int MaxFields = 1_000;

    /// <summary>Reads the stanzas; of a value that goes on only the first line is kept.</summary>
    public static List<Dictionary<string, string>> Read(ReadOnlySpan<byte> text)
    {
        var stanzas = new List<Dictionary<string, string>>();
        var current = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var lines = new LineReader(text);
        while (lines.MoveNext())
        {
            var line = lines.Line;
            var colon = line.IndexOf((byte)':');
            if (line.Trim(" \t"u8).IsEmpty)
            {
                Finish(ref current, stanzas);
            }
            else if (colon > 0 && line[0] is not ((byte)' ' or (byte)'\t') && current.Count < MaxFields)
            {
                current[Encoding.UTF8.GetString(line[..colon])] = Encoding.UTF8.GetString(line[(colon + 1)..].Trim(" \t"u8));
            }
        }

        Finish(ref current, stanzas);
        return stanzas;
    }

    private static void Finish(ref Dictionary<string, string> current, List<Dictionary<string, string>> stanzas)
    {
        if (current.Count > 0)
        {
            stanzas.Add(current);
            current = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        }
    }
}
