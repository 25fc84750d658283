using Vigil.Scanning.Extraction;

namespace Vigil.Scanning.Ecosystems;

/// <summary>All ecosystems, one line each.</summary>
public static class EcosystemCatalog
{
    /// <summary>The extractors, in the order in which a file is offered to them.</summary>
    public static IReadOnlyList<IFileExtractor> Extractors { get; } =
    [
    ];
}
