using Vigil.Scanning.Ecosystems.Languages;
using Vigil.Scanning.Extraction;

namespace Vigil.Scanning.Ecosystems.Binaries;

/// <summary>Programs that no package manager knows, by the names that they have in the dictionary of products: <c>python:python</c>.</summary>
/// <remarks>Versions are compared as Maven does, which most products' numbering agrees with.</remarks>
internal sealed class KnownProgramEcosystem() : LanguageEcosystem(Name, "generic", "maven")
{
    /// <summary>Ecosystem of NVD's configurations.</summary>
    public const string Name = "CPE";

    public override IReadOnlyList<IFileExtractor> Extractors { get; } = [new JdkReleaseExtractor()];

    // vendor and name; the vendor is no namespace of anything
    protected override (string Namespace, string Name) SplitName(string fullName) => ("", fullName[(fullName.IndexOf(':', StringComparison.Ordinal) + 1)..]);
}
