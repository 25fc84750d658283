using Vigil.Scanning.Ecosystems.Languages;
using Vigil.Scanning.Extraction;

namespace Vigil.Scanning.Ecosystems.Snap;

/// <summary>Snaps of a host. No advisory source speaks of them.</summary>
internal sealed class SnapEcosystem() : LanguageEcosystem(Id, "snap", scheme: null)
{
    public const string Id = "Snap";

    public override IReadOnlyList<IFileExtractor> Extractors { get; } = [new SnapManifestExtractor()];
}
