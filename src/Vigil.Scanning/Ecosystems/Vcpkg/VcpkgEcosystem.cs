using Vigil.Scanning.Ecosystems.Languages;
using Vigil.Scanning.Extraction;

namespace Vigil.Scanning.Ecosystems.Vcpkg;

/// <summary>C and C++: ports of vcpkg. No advisory source speaks of them.</summary>
internal sealed class VcpkgEcosystem() : LanguageEcosystem(Id, "vcpkg", scheme: null)
{
    public const string Id = "vcpkg";

    public override IReadOnlyList<IFileExtractor> Extractors { get; } = [new VcpkgStatusExtractor()];
}
