using Vigil.Domain.Packages;
using Vigil.Scanning.Ecosystems.Languages;
using Vigil.Scanning.Ecosystems.Languages.Documents;
using Vigil.Scanning.Extraction;

namespace Vigil.Scanning.Ecosystems.Python;

/// <summary>Reads <c>pdm.lock</c>; <c>default</c> is its group of what the project needs to run.</summary>
internal sealed class PdmLockExtractor() : DocumentExtractor("pdm.lock", Notation.Toml)
{
    protected override void Read(string path, DocumentNode document, FactSink sink)
    {
        var lockFile = new PythonLock();
        foreach (var entry in document["package"].Items.Where(entry => entry["name"].Text.Length > 0))
        {
            var groups = entry["groups"].Items.Select(group => group.Text).ToList();
            var isRuntime = groups.Count == 0 || groups.Contains("default", StringComparer.Ordinal);
            var package = new LockedPackage(entry["name"].Text, entry["version"].Text)
            {
                Scope = groups.Count == 0 ? DependencyScope.Unknown : isRuntime ? DependencyScope.Runtime : DependencyScope.Development,
                Groups = isRuntime ? [] : [.. groups.Order(StringComparer.Ordinal)],
            };
            lockFile.Add(package, entry["dependencies"].Items.Select(need => Requirement.NameOf(need.Text)));
        }

        lockFile.Report(sink);
    }
}
