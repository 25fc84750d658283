using Vigil.Domain.Diagnostics;

namespace Vigil.Scanning.Extraction;

/// <summary>What one pass over a layer leaves behind: everything that the merge needs, whichever layers lie below. Depends on the layer's bytes alone.</summary>
/// <param name="Files">Files that extractors have read, by path.</param>
/// <param name="Links">Symbolic and hard links, by path.</param>
/// <param name="Deleted">Paths deleted from the layers below, with everything under them.</param>
/// <param name="Emptied">Directories of which nothing from the layers below shows through.</param>
/// <param name="Entries">All paths of the layer.</param>
/// <param name="Diagnostics">What could not be read.</param>
internal sealed record LayerContents(
    IReadOnlyDictionary<string, ScannedFile> Files,
    IReadOnlyDictionary<string, EntryLink> Links,
    IReadOnlySet<string> Deleted,
    IReadOnlySet<string> Emptied,
    EntryIndex Entries,
    IReadOnlyList<Diagnostic> Diagnostics);

/// <summary>A link of a layer.</summary>
/// <param name="Target">Of a symbolic link as stored; of a hard link a path from the root.</param>
/// <param name="IsHard">Whether it is a second name of a file.</param>
/// <param name="Wanting">Extractors that want a file of the link's own path.</param>
internal readonly record struct EntryLink(string Target, bool IsHard, ExtractorMask Wanting);
