using Vigil.Scanning.Ecosystems.Languages;
using Vigil.Scanning.Extraction;

namespace Vigil.Scanning.Ecosystems.Homebrew;

/// <summary>Homebrew, on Linux and macOS. No advisory source speaks of its formulae.</summary>
internal sealed class HomebrewEcosystem() : LanguageEcosystem(Id, "brew", scheme: null)
{
    public const string Id = "Homebrew";

    public override IReadOnlyList<IFileExtractor> Extractors { get; } = [new HomebrewReceiptExtractor()];
}
