using Vigil.Scanning.Ecosystems.Languages;
using Vigil.Scanning.Extraction;

namespace Vigil.Scanning.Ecosystems.NuGet;

/// <summary>Packages of .NET.</summary>
internal sealed class NuGetEcosystem() : LanguageEcosystem("NuGet", "nuget", "nuget")
{
    public override IReadOnlyList<IFileExtractor> Extractors { get; } =
    [
        new DepsJsonExtractor(),
        new PackagesLockExtractor(),
        new ProjectAssetsExtractor(),
        new PackagesConfigExtractor(),
        new ProjectFileExtractor(),
    ];

    /// <summary>Parts <c>Name/1.2.3</c>, as .NET writes keys of libraries.</summary>
    /// <returns>Two empty texts where it is no such key.</returns>
    internal static (string Name, string Version) Split(string key)
    {
        var slash = key.IndexOf('/', StringComparison.Ordinal);
        return slash > 0 && slash < key.Length - 1 ? (key[..slash], key[(slash + 1)..]) : ("", "");
    }
}
