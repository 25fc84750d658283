using Vigil.Domain.Packages;
using Vigil.Scanning.Ecosystems.Languages;
using Vigil.Scanning.Ecosystems.Languages.Documents;
using Vigil.Scanning.Extraction;

namespace Vigil.Scanning.Ecosystems.Python;

/// <summary>Reads <c>Pipfile.lock</c>: <c>default</c>, <c>develop</c> and named categories. It does not tell who needs whom.</summary>
internal sealed class PipfileLockExtractor() : DocumentExtractor("Pipfile.lock", Notation.Json)
{
    protected override void Read(string path, DocumentNode document, FactSink sink)
    {
        var graph = new DependencyGraph(PythonEcosystem.Id);
        foreach (var (category, packages) in document.Members.Where(member => member.Key != "_meta"))
        {
            foreach (var (name, package) in packages.Members.Where(member => member.Value.IsMap))
            {
                graph.Add(new LockedPackage(name, package["version"].Text.TrimStart('='))
                {
                    Scope = category == "default" ? DependencyScope.Runtime : DependencyScope.Development,
                    Groups = category switch { "default" => [], "develop" => ["dev"], _ => [category] },
                });
            }
        }

        graph.Report(sink);
    }
}
