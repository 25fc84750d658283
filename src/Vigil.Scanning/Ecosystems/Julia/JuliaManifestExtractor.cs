using Vigil.Scanning.Ecosystems.Languages;
using Vigil.Scanning.Ecosystems.Languages.Documents;
using Vigil.Scanning.Extraction;

namespace Vigil.Scanning.Ecosystems.Julia;

/// <summary>Reads <c>Manifest.toml</c>, formats 1 and 2. A module of the standard library has no version of its own and is part of Julia.</summary>
internal sealed class JuliaManifestExtractor() : DocumentExtractor("Manifest.toml", Notation.Toml)
{
    public override bool Wants(in FileEntry entry) =>
        (entry.FileName.SequenceEqual("Manifest.toml"u8) || entry.FileName.SequenceEqual("JuliaManifest.toml"u8)
            || (entry.FileName.StartsWith("Manifest-v"u8) && entry.FileName.EndsWith(".toml"u8)))
        && !LockFolder.IsOfPackage(entry.Path);

    protected override void Read(string path, DocumentNode document, FactSink sink)
    {
        var graph = new DependencyGraph(JuliaEcosystem.Id);
        var byName = new Dictionary<string, int>(StringComparer.Ordinal);
        var packages = document["deps"].IsMap ? document["deps"].Members : document.Members;
        var needs = new List<(int From, DocumentNode Needs)>();
        foreach (var (name, entries) in packages.Where(member => member.Key.Length > 0))
        {
            foreach (var entry in entries.Items.Where(entry => entry.Has("version") || entry.Has("git-tree-sha1")))
            {
                var number = graph.Add(new LockedPackage(name, entry["version"].Text) { Qualifiers = [new("uuid", entry["uuid"].Text)] });
                byName.TryAdd(name, number);
                needs.Add((number, entry["deps"]));
            }
        }

        foreach (var (from, names) in needs)
        {
            // a list of names, or a map of names to UUIDs where one name stands for two packages
            foreach (var name in names.Items.Select(item => item.Text).Concat(names.Members.Select(member => member.Key)))
            {
                if (byName.TryGetValue(name, out var to))
                {
                    graph.AddNeed(from, to);
                }
            }
        }

        graph.Report(sink);
    }
}
