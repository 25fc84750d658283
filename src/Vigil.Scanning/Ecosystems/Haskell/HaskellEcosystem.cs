using Vigil.Scanning.Ecosystems.Languages;
using Vigil.Scanning.Extraction;

namespace Vigil.Scanning.Ecosystems.Haskell;

/// <summary>Haskell: packages of Hackage.</summary>
internal sealed class HaskellEcosystem() : LanguageEcosystem(Id, "hackage", "hackage")
{
    public const string Id = "Hackage";

    public override IReadOnlyList<IFileExtractor> Extractors { get; } = [new CabalFreezeExtractor(), new StackLockExtractor()];
}
