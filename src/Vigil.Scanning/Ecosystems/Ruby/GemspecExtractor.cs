using System.Text;
using Vigil.Scanning.Extraction;

namespace Vigil.Scanning.Ecosystems.Ruby;

/// <summary>Reads installed gems: <c>specifications/*.gemspec</c>, which RubyGems writes with every value spelled out.</summary>
/// <remarks>A gemspec that computes its version is Ruby code; it is reported, not run.</remarks>
internal sealed class GemspecExtractor : IFileExtractor
{
    private const long MaxBytes = 4L << 20;

    public string Name => "gemspec";

    public int Version => 1;

    public bool Wants(in FileEntry entry) => entry.FileName.EndsWith(".gemspec"u8) && IsInstalled(entry.Path);

    public void Extract(string path, FileContent content, FactSink sink)
    {
        string name = "", version = "", license = "";
        var variable = "";
        var lines = new LineReader(content.ReadAll(MaxBytes).Span);
        while (lines.MoveNext())
        {
            var line = Encoding.UTF8.GetString(lines.Line).Trim();
            if (variable.Length == 0)
            {
                variable = VariableOf(line);
                continue;
            }

            name = name.Length > 0 ? name : Literal(line, variable, "name");
            version = version.Length > 0 ? version : Literal(line, variable, "version");
            license = license.Length > 0 ? license : Literal(line, variable, "license") is { Length: > 0 } one ? one : Literal(line, variable, "licenses");
        }

        if (name.Length == 0 || version.Length == 0)
        {
            sink.Report(EcosystemCodes.DamagedFile, path, "The gemspec does not spell out its name and version.");
            return;
        }

        sink.Add(new PackageFact { Kind = RubyEcosystem.Id, Name = name, Version = version, License = license });
    }

    // specifications/, and specifications/default/ for gems that came with Ruby
    private static bool IsInstalled(ReadOnlySpan<byte> path)
    {
        var folder = path[..Math.Max(0, path.LastIndexOf((byte)'/'))];
        folder = folder.EndsWith("/default"u8) ? folder[..^8] : folder;
        return folder.EndsWith("/specifications"u8) || folder.SequenceEqual("specifications"u8);
    }

    // Gem::Specification.new do |s|
    private static string VariableOf(string line)
    {
        var bar = line.StartsWith("Gem::Specification.new", StringComparison.Ordinal) ? line.IndexOf('|', StringComparison.Ordinal) : -1;
        var end = bar < 0 ? -1 : line.IndexOf('|', bar + 1);
        return end < 0 ? "" : line[(bar + 1)..end].Trim();
    }

    // s.name = "rake".freeze, s.version = Gem::Version.new("1.0"), s.licenses = ["MIT".freeze]
    private static string Literal(string line, string variable, string field)
    {
        var dot = variable.Length;
        if (line.Length <= dot + field.Length || line[dot] != '.' || !line.StartsWith(variable, StringComparison.Ordinal) || !line.AsSpan(dot + 1).StartsWith(field))
        {
            return "";
        }

        var value = line.AsSpan(dot + 1 + field.Length).TrimStart();
        if (value is not ['=', ..])
        {
            return "";
        }

        value = value[1..].TrimStart();
        value = value.StartsWith("Gem::Version.new(") ? value["Gem::Version.new(".Length..] : value.TrimStart('[');
        if (value is not ['"' or '\'', ..])
        {
            return "";
        }

        var end = value[1..].IndexOf(value[0]);
        var literal = end < 0 ? "" : value.Slice(1, end);
        return literal.Contains("#{", StringComparison.Ordinal) ? "" : literal.ToString();
    }
}
