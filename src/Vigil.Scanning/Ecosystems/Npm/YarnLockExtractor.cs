using Vigil.Scanning.Ecosystems.Languages;
using Vigil.Scanning.Ecosystems.Languages.Documents;
using Vigil.Scanning.Extraction;

namespace Vigil.Scanning.Ecosystems.Npm;

/// <summary>Reads <c>yarn.lock</c>: version 1 in a notation of its own, later ones (berry) in YAML.</summary>
internal sealed class YarnLockExtractor : IFileExtractor
{
    private readonly YarnBerryLock _berry = new();

    public string Name => "yarn.lock";

    public int Version => 1;

    public bool Wants(in FileEntry entry) => entry.FileName.SequenceEqual("yarn.lock"u8) && !LockFolder.IsOfPackage(entry.Path);

    public void Extract(string path, FileContent content, FactSink sink)
    {
        var text = content.ReadAll(ScanLimits.Default.MaxFileBytes).Span;
        if (text.StartsWith("__metadata:"u8) || text.IndexOf("\n__metadata:"u8) >= 0)
        {
            _berry.Extract(path, content, sink);
            return;
        }

        var graph = new YarnGraph();
        if (!YarnClassicLock.TryRead(text, graph, out var problem))
        {
            sink.Report(EcosystemCodes.DamagedFile, path, $"The file is no sound yarn.lock: {problem}");
        }

        graph.Report(sink);
    }

    private sealed class YarnBerryLock() : DocumentExtractor("yarn.lock", Notation.Yaml)
    {
        protected override void Read(string path, DocumentNode document, FactSink sink)
        {
            var graph = new YarnGraph();
            foreach (var (header, entry) in document.Members.Where(member => member.Key != "__metadata" && member.Value.IsMap))
            {
                graph.Add(new YarnEntry(
                    [.. header.Split(',', StringSplitOptions.TrimEntries)],
                    entry["resolution"].Text,
                    entry["version"].Text,
                    [.. entry["dependencies"].Members.Select(need => (need.Key, need.Value.Text))]));
            }

            graph.Report(sink);
        }
    }
}
