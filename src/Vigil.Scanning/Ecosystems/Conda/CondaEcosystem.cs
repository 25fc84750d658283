using Vigil.Scanning.Ecosystems.Languages;
using Vigil.Scanning.Extraction;

namespace Vigil.Scanning.Ecosystems.Conda;

/// <summary>conda. No advisory source speaks of its packages; those of Python are found as such beside.</summary>
internal sealed class CondaEcosystem() : LanguageEcosystem(Id, "conda", scheme: null)
{
    public const string Id = "conda";

    public override IReadOnlyList<IFileExtractor> Extractors { get; } = [new CondaMetaExtractor()];
}
