using Vigil.Domain.Packages;
using Vigil.Scanning.Ecosystems.Languages;
using Vigil.Scanning.Ecosystems.Languages.Documents;
using Vigil.Scanning.Extraction;

namespace Vigil.Scanning.Ecosystems.Python;

/// <summary>Reads <c>poetry.lock</c>: categories of version 1, groups of version 2. What the project asks for stands in another file.</summary>
internal sealed class PoetryLockExtractor() : DocumentExtractor("poetry.lock", Notation.Toml)
{
    protected override void Read(string path, DocumentNode document, FactSink sink)
    {
        var lockFile = new PythonLock();
        foreach (var entry in document["package"].Items)
        {
            var groups = entry["groups"].Items.Select(group => group.Text).Append(entry["category"].Text).Where(group => group.Length > 0).ToList();
            var isRuntime = groups.Contains("main", StringComparer.Ordinal);
            var package = new LockedPackage(entry["name"].Text, entry["version"].Text)
            {
                Scope = groups.Count == 0 ? DependencyScope.Unknown : isRuntime ? DependencyScope.Runtime : DependencyScope.Development,
                Groups = [.. groups.Where(group => group != "main").Concat(entry["optional"].IsTrue ? ["optional"] : []).Order(StringComparer.Ordinal)],
            };
            if (package.Name.Length > 0)
            {
                lockFile.Add(package, entry["dependencies"].Members.Select(need => need.Key));
            }
        }

        lockFile.Report(sink);
    }
}
