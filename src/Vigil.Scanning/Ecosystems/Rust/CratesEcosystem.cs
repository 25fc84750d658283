using Vigil.Scanning.Ecosystems.Languages;
using Vigil.Scanning.Extraction;

namespace Vigil.Scanning.Ecosystems.Rust;

/// <summary>Rust: crates.</summary>
internal sealed class CratesEcosystem() : LanguageEcosystem(Id, "cargo", "crates")
{
    public const string Id = "crates.io";

    public override IReadOnlyList<IFileExtractor> Extractors { get; } = [new CargoLockExtractor()];
}
