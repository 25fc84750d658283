using Vigil.Domain.Purl;
using Vigil.Scanning.Ecosystems.Languages;
using Vigil.Scanning.Extraction;

namespace Vigil.Scanning.Ecosystems.CocoaPods;

/// <summary>CocoaPods. No advisory source speaks of them by their names.</summary>
internal sealed class CocoaPodsEcosystem() : LanguageEcosystem(Id, "cocoapods", scheme: null)
{
    public const string Id = "CocoaPods";

    public override IReadOnlyList<IFileExtractor> Extractors { get; } = [new PodfileLockExtractor()];

    // AppCenter/Core is the part Core of the pod AppCenter
    public override PackageUrl Purl(PackageFact fact, OperatingSystem? system)
    {
        var slash = fact.Name.IndexOf('/', StringComparison.Ordinal);
        return slash > 0 && PackageUrl.TryCreate("cocoapods", null, fact.Name[..slash], fact.Version, [], fact.Name[(slash + 1)..], out var purl, out _)
            ? purl
            : base.Purl(fact, system);
    }
}
