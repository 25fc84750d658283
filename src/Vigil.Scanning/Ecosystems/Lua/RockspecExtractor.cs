using System.Text;
using Vigil.Scanning.Extraction;

namespace Vigil.Scanning.Ecosystems.Lua;

/// <summary>
/// Reads installed rocks: <c>luarocks/rocks-5.4/NAME/VERSION/NAME-VERSION.rockspec</c>. Of the file, which is Lua, only <c>package = "…"</c> and
/// <c>version = "…"</c> are looked at.
/// </summary>
internal sealed class RockspecExtractor : IFileExtractor
{
    private const long MaxBytes = 1L << 20;

    public string Name => "rockspec";

    public int Version => 1;

    public bool Wants(in FileEntry entry) => entry.FileName.EndsWith(".rockspec"u8) && entry.Path.IndexOf("luarocks/rocks"u8) >= 0;

    public void Extract(string path, FileContent content, FactSink sink)
    {
        string name = "", version = "";
        var lines = new LineReader(content.ReadAll(MaxBytes).Span);
        while (lines.MoveNext())
        {
            var line = Encoding.UTF8.GetString(lines.Line);
            name = name.Length > 0 ? name : Literal(line, "package");
            version = version.Length > 0 ? version : Literal(line, "version");
        }

        if (name.Length == 0 || version.Length == 0)
        {
            sink.Report(EcosystemCodes.DamagedFile, path, "The rockspec does not spell out its package and version.");
            return;
        }

        sink.Add(new PackageFact { Kind = LuaEcosystem.Id, Name = name, Version = version });
    }

    private static string Literal(string line, string field)
    {
        var rest = line.AsSpan().Trim();
        rest = rest.StartsWith(field) ? rest[field.Length..].TrimStart() : default;
        rest = rest is ['=', ..] ? rest[1..].TrimStart() : default;
        var end = rest is ['"' or '\'', ..] ? rest[1..].IndexOf(rest[0]) : -1;
        return end < 0 ? "" : rest.Slice(1, end).ToString();
    }
}
