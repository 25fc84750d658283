using Vigil.Scanning.Ecosystems.Languages;
using Vigil.Scanning.Extraction;

namespace Vigil.Scanning.Ecosystems.Ruby;

/// <summary>Ruby: gems.</summary>
internal sealed class RubyEcosystem() : LanguageEcosystem(Id, "gem", "rubygems")
{
    public const string Id = "RubyGems";

    public override IReadOnlyList<IFileExtractor> Extractors { get; } = [new GemfileLockExtractor(), new GemspecExtractor()];
}
