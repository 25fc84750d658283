using Vigil.Scanning.Ecosystems.Languages;
using Vigil.Scanning.Extraction;

namespace Vigil.Scanning.Ecosystems.Conan;

/// <summary>C and C++: packages of Conan.</summary>
internal sealed class ConanEcosystem() : LanguageEcosystem(Id, "conan", "conan")
{
    public const string Id = "ConanCenter";

    public override IReadOnlyList<IFileExtractor> Extractors { get; } = [new ConanLockExtractor(), new ConanInfoExtractor()];
}
