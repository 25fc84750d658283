using Vigil.Scanning.Ecosystems.Languages;
using Vigil.Scanning.Extraction;

namespace Vigil.Scanning.Ecosystems.Rust;

/// <summary>Crates of Rust.</summary>
internal sealed class CratesEcosystem() : LanguageEcosystem("crates.io", "cargo", "crates")
{
    public override IReadOnlyList<IFileExtractor> Extractors { get; } = [];
}
