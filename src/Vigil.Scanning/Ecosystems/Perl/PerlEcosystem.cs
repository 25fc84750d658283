using Vigil.Scanning.Ecosystems.Languages;
using Vigil.Scanning.Extraction;

namespace Vigil.Scanning.Ecosystems.Perl;

/// <summary>Perl: distributions of CPAN. No advisory source is read for them.</summary>
internal sealed class PerlEcosystem() : LanguageEcosystem(Id, "cpan", scheme: null)
{
    public const string Id = "CPAN";

    public override IReadOnlyList<IFileExtractor> Extractors { get; } = [new CpanfileSnapshotExtractor(), new CpanInstallExtractor()];
}
