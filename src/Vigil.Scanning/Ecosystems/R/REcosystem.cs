using Vigil.Scanning.Ecosystems.Languages;
using Vigil.Scanning.Extraction;

namespace Vigil.Scanning.Ecosystems.R;

/// <summary>R: packages of CRAN.</summary>
internal sealed class REcosystem() : LanguageEcosystem(Id, "cran", "cran")
{
    public const string Id = "CRAN";

    public override IReadOnlyList<IFileExtractor> Extractors { get; } = [new RenvLockExtractor(), new RDescriptionExtractor()];
}
