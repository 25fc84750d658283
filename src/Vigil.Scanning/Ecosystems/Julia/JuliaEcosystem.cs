using Vigil.Scanning.Ecosystems.Languages;
using Vigil.Scanning.Extraction;

namespace Vigil.Scanning.Ecosystems.Julia;

/// <summary>Julia: packages of the General registry.</summary>
internal sealed class JuliaEcosystem() : LanguageEcosystem(Id, "julia", "semver")
{
    public const string Id = "Julia";

    public override IReadOnlyList<IFileExtractor> Extractors { get; } = [new JuliaManifestExtractor()];
}
