using System.Text;
using Vigil.Scanning.Ecosystems.Languages;
using Vigil.Scanning.Extraction;

namespace Vigil.Scanning.Ecosystems.Elixir;

/// <summary>
/// Reads <c>mix.lock</c>, one package a line: <c>"plug": {:hex, :plug, "1.11.0", "sum", [:mix], [{:mime, "~> 1.0", …}], "hexpm", "sum"}</c>, or
/// <c>{:git, "address", "commit", []}</c>, which has no version.
/// </summary>
internal sealed class MixLockExtractor : IFileExtractor
{
    private const long MaxBytes = 32L << 20;

    public string Name => "mix.lock";

    public int Version => 1;

    public bool Wants(in FileEntry entry) => entry.FileName.SequenceEqual("mix.lock"u8) && !LockFolder.IsOfPackage(entry.Path);

    public void Extract(string path, FileContent content, FactSink sink)
    {
        var graph = new DependencyGraph(ElixirEcosystem.Id);
        var byName = new Dictionary<string, int>(StringComparer.Ordinal);
        var needs = new List<(int From, string Name)>();
        var isMap = false;
        var lines = new LineReader(content.ReadAll(MaxBytes).Span);
        while (lines.MoveNext())
        {
            var line = Encoding.UTF8.GetString(lines.Line).Trim();
            isMap |= line.StartsWith("%{", StringComparison.Ordinal);
            if (line.StartsWith('"') && ReadEntry(line, out var package, out var names))
            {
                var number = graph.Add(package);
                byName.TryAdd(package.Name, number);
                needs.AddRange(names.Select(name => (number, name)));
            }
        }

        if (!isMap)
        {
            sink.Report(EcosystemCodes.DamagedFile, path, "The file is no sound mix.lock: it is no map.");
        }

        foreach (var (from, name) in needs)
        {
            if (byName.TryGetValue(name, out var to))
            {
                graph.AddNeed(from, to);
            }
        }

        graph.Report(sink);
    }

    private static bool ReadEntry(string line, out LockedPackage package, out List<string> needs)
    {
        needs = [];
        var words = new List<string>();
        var terms = new TermReader(line);
        var opensNeed = 0;
        while (terms.MoveNext())
        {
            if (terms.Depth <= 1)
            {
                words.Add(terms.Word.ToString());
            }
            else if (terms.Depth == 3 && opensNeed != 3)
            {
                needs.Add(terms.Word.ToString());
            }

            opensNeed = terms.Depth;
        }

        // key, kind, name, version
        package = words is [var key, "hex", var name, var version, ..] ? new LockedPackage(name.Length > 0 ? name : key, version)
            : words is [var other, _, ..] ? new LockedPackage(other, "")
            : default;
        return package.Name is { Length: > 0 };
    }
}
