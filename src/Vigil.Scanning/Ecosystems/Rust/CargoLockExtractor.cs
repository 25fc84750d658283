using Vigil.Scanning.Ecosystems.Languages;
using Vigil.Scanning.Ecosystems.Languages.Documents;
using Vigil.Scanning.Extraction;

namespace Vigil.Scanning.Ecosystems.Rust;

/// <summary>Reads <c>Cargo.lock</c>, versions 1 to 4. A package without a source is part of the workspace: what it needs is asked for directly.</summary>
internal sealed class CargoLockExtractor() : DocumentExtractor("Cargo.lock", Notation.Toml)
{
    protected override void Read(string path, DocumentNode document, FactSink sink)
    {
        var graph = new DependencyGraph(CratesEcosystem.Id);
        var byName = new Dictionary<string, int>(StringComparer.Ordinal);
        var entries = document["package"].Items.Where(entry => entry["name"].Text.Length > 0).ToList();
        foreach (var entry in entries)
        {
            var (name, version) = (entry["name"].Text, entry["version"].Text);
            var number = graph.Add(new LockedPackage(name, version));
            byName.TryAdd(name, number);
            byName.TryAdd($"{name} {version}", number);
        }

        for (var from = 0; from < entries.Count; from++)
        {
            foreach (var need in entries[from]["dependencies"].Items)
            {
                if (byName.TryGetValue(WithoutSource(need.Text), out var to))
                {
                    graph.AddNeed(from, to);
                    if (!entries[from].Has("source"))
                    {
                        graph.AddDirect(to);
                    }
                }
            }
        }

        graph.Report(sink);
    }

    // "serde", "serde 1.0.1" where there are several, "serde 1.0.1 (registry+https://…)" in older files
    private static string WithoutSource(string need) => need.IndexOf(" (", StringComparison.Ordinal) is var source and > 0 ? need[..source] : need;
}
