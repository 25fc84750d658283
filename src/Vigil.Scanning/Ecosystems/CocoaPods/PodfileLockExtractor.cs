using Vigil.Scanning.Ecosystems.Languages;
using Vigil.Scanning.Ecosystems.Languages.Documents;
using Vigil.Scanning.Extraction;

namespace Vigil.Scanning.Ecosystems.CocoaPods;

/// <summary>Reads <c>Podfile.lock</c>: pods, what they need, what the project asks for.</summary>
internal sealed class PodfileLockExtractor() : DocumentExtractor("Podfile.lock", Notation.Yaml)
{
    protected override void Read(string path, DocumentNode document, FactSink sink)
    {
        RequireOneOf(document, "PODS", "COCOAPODS");
        var graph = new DependencyGraph(CocoaPodsEcosystem.Id);
        var byName = new Dictionary<string, int>(StringComparer.Ordinal);
        var needs = new List<(int From, DocumentNode Names)>();
        foreach (var item in document["PODS"].Items)
        {
            // "- Name (1.0)", or "- Name (1.0):" with a list of what it needs
            var (pod, names) = item.IsMap && item.Members.Count > 0 ? (item.Members[0].Key, item.Members[0].Value) : (item.Text, DocumentNode.Absent);
            var open = pod.IndexOf(" (", StringComparison.Ordinal);
            if (open > 0 && pod[^1] == ')')
            {
                var number = graph.Add(new LockedPackage(pod[..open], pod[(open + 2)..^1]));
                byName.TryAdd(pod[..open], number);
                needs.Add((number, names));
            }
        }

        foreach (var (from, names) in needs)
        {
            foreach (var to in Find(names, byName))
            {
                graph.AddNeed(from, to);
            }
        }

        foreach (var to in Find(document["DEPENDENCIES"], byName))
        {
            graph.AddDirect(to);
        }

        graph.Report(sink);
    }

    private static IEnumerable<int> Find(DocumentNode names, Dictionary<string, int> byName) => names.Items
        .Select(name => name.Text.Split(" (")[0])
        .Where(byName.ContainsKey)
        .Select(name => byName[name]);
}
