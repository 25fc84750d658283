using Vigil.Domain.Packages;
using Vigil.Scanning.Ecosystems.Languages;
using Vigil.Scanning.Ecosystems.Languages.Documents;
using Vigil.Scanning.Extraction;

namespace Vigil.Scanning.Ecosystems.Python;

/// <summary>Reads <c>uv.lock</c>. Members of the workspace (<c>virtual</c>, <c>editable</c>) are the project itself.</summary>
internal sealed class UvLockExtractor() : DocumentExtractor("uv.lock", Notation.Toml)
{
    protected override void Read(string path, DocumentNode document, FactSink sink)
    {
        var lockFile = new PythonLock();
        foreach (var entry in document["package"].Items.Where(entry => entry["name"].Text.Length > 0))
        {
            var needs = Names(entry["dependencies"]).Concat(entry["optional-dependencies"].Members.SelectMany(extra => Names(extra.Value)));
            if (entry["source"].Has("virtual") || entry["source"].Has("editable"))
            {
                lockFile.AddProject(needs, DependencyScope.Runtime);
                lockFile.AddProject(entry["dev-dependencies"].Members.SelectMany(group => Names(group.Value)), DependencyScope.Development);
            }
            else
            {
                lockFile.Add(new LockedPackage(entry["name"].Text, entry["version"].Text), needs);
            }
        }

        lockFile.Report(sink);
    }

    private static IEnumerable<string> Names(DocumentNode needs) => needs.Items.Select(need => need["name"].Text);
}
