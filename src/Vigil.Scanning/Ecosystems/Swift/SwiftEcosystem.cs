using Vigil.Scanning.Ecosystems.Languages;
using Vigil.Scanning.Extraction;

namespace Vigil.Scanning.Ecosystems.Swift;

/// <summary>Swift: packages are named by the address of their repository.</summary>
internal sealed class SwiftEcosystem() : LanguageEcosystem(Id, "swift", "swift")
{
    public const string Id = "SwiftURL";

    public override IReadOnlyList<IFileExtractor> Extractors { get; } = [new PackageResolvedExtractor()];

    // github.com/apple/swift-nio
    protected override (string Namespace, string Name) SplitName(string fullName) => SplitAtLastSlash(fullName);
}
