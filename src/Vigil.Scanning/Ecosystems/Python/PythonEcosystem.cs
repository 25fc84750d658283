using Vigil.Scanning.Ecosystems.Languages;
using Vigil.Scanning.Extraction;

namespace Vigil.Scanning.Ecosystems.Python;

/// <summary>Python: packages of PyPI, however they were installed.</summary>
internal sealed class PythonEcosystem() : LanguageEcosystem(Id, "pypi", "pypi")
{
    public const string Id = "PyPI";

    public override IReadOnlyList<IFileExtractor> Extractors { get; } =
    [
        new PythonMetadataExtractor(),
        new PythonArchiveExtractor(),
        new RequirementsExtractor(),
        new PipfileLockExtractor(),
        new PoetryLockExtractor(),
        new UvLockExtractor(),
        new PdmLockExtractor(),
        new PylockExtractor(),
    ];
}
