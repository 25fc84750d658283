using Vigil.Domain.Packages;
using Vigil.Scanning.Ecosystems.Languages.Documents;
using Vigil.Scanning.Extraction;

namespace Vigil.Scanning.Ecosystems.Homebrew;

/// <summary>Reads installed formulae: <c>Cellar/NAME/VERSION/INSTALL_RECEIPT.json</c>, whose folders name them.</summary>
internal sealed class HomebrewReceiptExtractor() : DocumentExtractor("INSTALL_RECEIPT.json", Notation.Json)
{
    public override bool Wants(in FileEntry entry) => entry.FileName.SequenceEqual("INSTALL_RECEIPT.json"u8) && entry.Path.IndexOf("Cellar/"u8) >= 0;

    protected override void Read(string path, DocumentNode document, FactSink sink)
    {
        if (path.Split('/') is not [.., "Cellar", { Length: > 0 } name, { Length: > 0 } version, _])
        {
            return;
        }

        sink.Add(new PackageFact
        {
            Kind = HomebrewEcosystem.Id,
            Name = name,
            Version = version,
            Dependency = document.Has("installed_on_request")
                ? new Dependency { Relation = document["installed_on_request"].IsTrue ? DependencyRelation.Direct : DependencyRelation.Transitive }
                : Dependency.Unknown,
        });
    }
}
