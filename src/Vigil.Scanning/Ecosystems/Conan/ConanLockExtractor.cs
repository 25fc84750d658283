using Vigil.Domain.Packages;
using Vigil.Scanning.Ecosystems.Languages;
using Vigil.Scanning.Ecosystems.Languages.Documents;
using Vigil.Scanning.Extraction;

namespace Vigil.Scanning.Ecosystems.Conan;

/// <summary>Reads <c>conan.lock</c>: a graph in Conan 1, plain lists in Conan 2.</summary>
internal sealed class ConanLockExtractor() : DocumentExtractor("conan.lock", Notation.Json)
{
    protected override void Read(string path, DocumentNode document, FactSink sink)
    {
        var graph = new DependencyGraph(ConanEcosystem.Id);
        AddNodes(graph, document["graph_lock"]["nodes"]);
        AddList(graph, document["requires"], DependencyScope.Runtime);
        AddList(graph, document["python_requires"], DependencyScope.Development);
        AddList(graph, document["build_requires"], DependencyScope.Development);
        graph.Report(sink);
    }

    // node 0 is the project; before Conan 1.30 nodes had long names
    private static void AddNodes(DependencyGraph graph, DocumentNode nodes)
    {
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (id, node) in nodes.Members)
        {
            var scope = node["context"].Text == "build" ? DependencyScope.Development : DependencyScope.Unknown;
            if (id != "0" && ConanReference.TryParse(Stated(node["ref"], node["pref"]), scope, out var package))
            {
                numbers.Add(id, graph.Add(package));
            }
        }

        foreach (var (id, node) in nodes.Members)
        {
            foreach (var need in node["requires"].Items.Concat(node["build_requires"].Items))
            {
                if (numbers.TryGetValue(need.Text, out var to))
                {
                    Link(graph, numbers, id, to);
                }
            }
        }
    }

    private static void Link(DependencyGraph graph, Dictionary<string, int> numbers, string id, int to)
    {
        if (numbers.TryGetValue(id, out var from))
        {
            graph.AddNeed(from, to);
        }
        else if (id == "0")
        {
            graph.AddDirect(to);
        }
    }

    private static void AddList(DependencyGraph graph, DocumentNode references, DependencyScope scope)
    {
        foreach (var reference in references.Items)
        {
            // [reference, …] where a lock file of a package extends another
            if (ConanReference.TryParse(reference.Text.Length > 0 || reference.Items.Count == 0 ? reference.Text : reference.Items[0].Text, scope, out var package))
            {
                graph.Add(package);
            }
        }
    }

    private static string Stated(DocumentNode first, DocumentNode second) => first.Text.Length > 0 ? first.Text : second.Text;
}
