using Vigil.Scanning.Ecosystems.Languages.Documents;
using Vigil.Scanning.Extraction;

namespace Vigil.Scanning.Ecosystems.Php;

/// <summary>Reads <c>composer.lock</c>. What the project asks for stands in another file.</summary>
internal sealed class ComposerLockExtractor() : DocumentExtractor("composer.lock", Notation.Json)
{
    protected override void Read(string path, DocumentNode document, FactSink sink)
    {
        var packages = new ComposerPackages();
        packages.Add(document["packages"], _ => false);
        packages.Add(document["packages-dev"], _ => true);
        packages.Linked().Report(sink);
    }
}
