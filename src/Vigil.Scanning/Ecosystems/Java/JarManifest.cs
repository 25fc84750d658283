using System.Text;

namespace Vigil.Scanning.Ecosystems.Java;

/// <summary>The attributes of <c>META-INF/MANIFEST.MF</c> (JAR File Specification): those of the archive, then those of its packages.</summary>
internal sealed class JarManifest
{
    private const int MaxAttributes = 4_096;

    private readonly Dictionary<string, string> _main = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, string> _others = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>An archive without a manifest.</summary>
    public static JarManifest Empty { get; } = new();

    /// <summary>An attribute of the archive itself, or empty.</summary>
    public string this[string name] => _main.GetValueOrDefault(name, "");

    /// <summary>An attribute of the archive, or else of the first of its packages that states it; empty where none does.</summary>
    public string Anywhere(string name) => _main.GetValueOrDefault(name) ?? _others.GetValueOrDefault(name, "");

    /// <summary>Reads a manifest. Lines that are no attributes are passed over, as Java does with much of what is in use.</summary>
    public static JarManifest Read(ReadOnlySpan<byte> text)
    {
        var manifest = new JarManifest();
        var lines = new LineReader(text.StartsWith("\uFEFF"u8) ? text[3..] : text);
        var attribute = new StringBuilder();
        var section = manifest._main;
        while (lines.MoveNext())
        {
            if (lines.Line is [(byte)' ', .. var rest])
            {
                // lines are at most 72 bytes long and go on with a blank
                attribute.Append(Encoding.Latin1.GetString(rest));
                continue;
            }

            Add(attribute, section);
            attribute.Append(Encoding.Latin1.GetString(lines.Line));

            // an empty line ends a section; a section of a package begins with its name
            if (section == manifest._main && lines.Line.StartsWith("Name:"u8))
            {
                section = manifest._others;
            }
        }

        Add(attribute, section);
        return manifest;
    }

    private static void Add(StringBuilder attribute, Dictionary<string, string> section)
    {
        var text = attribute.ToString();
        attribute.Clear();
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon > 0 && section.Count < MaxAttributes)
        {
            // the bytes are UTF-8, and a character may be cut by the end of a line
            var value = Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(text[(colon + 1)..].Trim()));
            section.TryAdd(text[..colon], value);
        }
    }
}
