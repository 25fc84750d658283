using Vigil.Scanning.Ecosystems.Languages;
using Vigil.Scanning.Extraction;

namespace Vigil.Scanning.Ecosystems.Flatpak;

/// <summary>Flatpaks of a host. No advisory source speaks of them.</summary>
internal sealed class FlatpakEcosystem() : LanguageEcosystem(Id, "flatpak", scheme: null)
{
    public const string Id = "Flatpak";

    public override IReadOnlyList<IFileExtractor> Extractors { get; } = [new FlatpakMetainfoExtractor()];
}
