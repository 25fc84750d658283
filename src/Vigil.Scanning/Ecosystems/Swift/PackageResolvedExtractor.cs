using Vigil.Scanning.Ecosystems.Languages;
using Vigil.Scanning.Ecosystems.Languages.Documents;
using Vigil.Scanning.Extraction;

namespace Vigil.Scanning.Ecosystems.Swift;

/// <summary>Reads <c>Package.resolved</c>, versions 1 to 3. A pin to a branch or a commit has no version.</summary>
internal sealed class PackageResolvedExtractor() : DocumentExtractor("Package.resolved", Notation.Json)
{
    protected override void Read(string path, DocumentNode document, FactSink sink)
    {
        var graph = new DependencyGraph(SwiftEcosystem.Id);
        foreach (var pin in document["pins"].Items.Concat(document["object"]["pins"].Items))
        {
            var address = pin["location"].Text.Length > 0 ? pin["location"].Text : pin["repositoryURL"].Text;
            var name = address.Length > 0 ? NameOf(address) : pin["identity"].Text;
            if (name.Length > 0)
            {
                graph.Add(new LockedPackage(name, pin["state"]["version"].Text));
            }
        }

        graph.Report(sink);
    }

    // https://github.com/apple/swift-nio.git, git@github.com:apple/swift-nio.git
    private static string NameOf(string address)
    {
        var start = address.IndexOf("://", StringComparison.Ordinal) is var scheme and >= 0 ? scheme + 3 : 0;
        var name = address[start..].TrimEnd('/');
        var user = name.IndexOf('@', StringComparison.Ordinal);
        name = user >= 0 ? name[(user + 1)..].Replace(':', '/') : name;
        return name.EndsWith(".git", StringComparison.Ordinal) ? name[..^4] : name;
    }
}
