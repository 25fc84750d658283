using Vigil.Scanning.Ecosystems.Languages.Documents;
using Vigil.Scanning.Extraction;

namespace Vigil.Scanning.Ecosystems.Snap;

/// <summary>Reads mounted snaps: <c>snap/NAME/REVISION/meta/snap.yaml</c>.</summary>
internal sealed class SnapManifestExtractor() : DocumentExtractor("snap.yaml", Notation.Yaml)
{
    public override bool Wants(in FileEntry entry) => entry.Path.EndsWith("/meta/snap.yaml"u8);

    protected override void Read(string path, DocumentNode document, FactSink sink)
    {
        if (document["name"].Text.Length == 0 || document["version"].Text.Length == 0)
        {
            throw new InvalidDataException("it states no name or no version");
        }

        sink.Add(new PackageFact
        {
            Kind = SnapEcosystem.Id,
            Name = document["name"].Text,
            Version = document["version"].Text,
            Qualifiers = [new("arch", document["architectures"].Items is [var one] ? one.Text : "")],
        });
    }
}
