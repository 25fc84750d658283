using Vigil.Scanning.Ecosystems.Languages;
using Vigil.Scanning.Ecosystems.Languages.Documents;
using Vigil.Scanning.Extraction;

namespace Vigil.Scanning.Ecosystems.Haskell;

/// <summary>Reads <c>stack.yaml.lock</c>: packages beside the snapshot. The snapshot itself is only named there.</summary>
internal sealed class StackLockExtractor() : DocumentExtractor("stack.yaml.lock", Notation.Yaml)
{
    protected override void Read(string path, DocumentNode document, FactSink sink)
    {
        RequireOneOf(document, "packages", "snapshots");
        var graph = new DependencyGraph(HaskellEcosystem.Id);
        foreach (var completed in document["packages"].Items.Select(item => item["completed"]))
        {
            // hackage: aeson-2.0.3.0@sha256:…,6000; a repository or an archive states name and version
            var text = completed["hackage"].Text.Split('@')[0];
            var dash = text.LastIndexOf('-');
            var package = dash > 0 ? new LockedPackage(text[..dash], text[(dash + 1)..]) : new LockedPackage(completed["name"].Text, completed["version"].Text);
            if (package.Name.Length > 0)
            {
                graph.Add(package);
            }
        }

        graph.Report(sink);
    }
}
