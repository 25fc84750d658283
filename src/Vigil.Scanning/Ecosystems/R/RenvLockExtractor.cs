using Vigil.Scanning.Ecosystems.Languages;
using Vigil.Scanning.Ecosystems.Languages.Documents;
using Vigil.Scanning.Extraction;

namespace Vigil.Scanning.Ecosystems.R;

/// <summary>Reads <c>renv.lock</c>.</summary>
internal sealed class RenvLockExtractor() : DocumentExtractor("renv.lock", Notation.Json)
{
    protected override void Read(string path, DocumentNode document, FactSink sink)
    {
        var graph = new DependencyGraph(REcosystem.Id);
        var byName = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (key, entry) in document["Packages"].Members.Where(member => member.Value.IsMap))
        {
            var name = entry["Package"].Text.Length > 0 ? entry["Package"].Text : key;
            if (name.Length > 0)
            {
                byName.TryAdd(name, graph.Add(new LockedPackage(name, entry["Version"].Text)));
            }
        }

        foreach (var (key, entry) in document["Packages"].Members)
        {
            foreach (var need in entry["Requirements"].Items)
            {
                if (byName.TryGetValue(key, out var from) && byName.TryGetValue(need.Text, out var to))
                {
                    graph.AddNeed(from, to);
                }
            }
        }

        graph.Report(sink);
    }
}
