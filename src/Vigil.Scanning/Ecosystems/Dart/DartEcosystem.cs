using Vigil.Scanning.Ecosystems.Languages;
using Vigil.Scanning.Extraction;

namespace Vigil.Scanning.Ecosystems.Dart;

/// <summary>Dart and Flutter: packages of pub.</summary>
internal sealed class DartEcosystem() : LanguageEcosystem(Id, "pub", "pub")
{
    public const string Id = "Pub";

    public override IReadOnlyList<IFileExtractor> Extractors { get; } = [new PubspecLockExtractor()];
}
