using Vigil.Scanning.Ecosystems.Languages.Documents;
using Vigil.Scanning.Extraction;

namespace Vigil.Scanning.Ecosystems.Php;

/// <summary>Reads <c>vendor/composer/installed.json</c>: a list in Composer 1, a map since version 2.</summary>
internal sealed class ComposerInstalledExtractor() : DocumentExtractor("installed.json", Notation.Json)
{
    protected override bool MayBeList => true;

    public override bool Wants(in FileEntry entry) => entry.Path.EndsWith("composer/installed.json"u8);

    protected override void Read(string path, DocumentNode document, FactSink sink)
    {
        var packages = new ComposerPackages();
        var forDevelopment = document["dev-package-names"].Items.Select(name => name.Text).ToHashSet(StringComparer.Ordinal);
        packages.Add(document.Kind == DocumentNodeKind.List ? document : document["packages"], forDevelopment.Contains);
        packages.Linked().Report(sink, isLocked: false);
    }
}
