using Vigil.Domain.Diagnostics;
using Vigil.Domain.Packages;

namespace Vigil.Scanning.Extraction;

/// <summary>The final view of an artifact: of every path, the facts of the copy that a running container or host would see.</summary>
public sealed record ArtifactView
{
    /// <summary>What was opened.</summary>
    public required ArtifactIdentity Artifact { get; init; }

    /// <summary>Visible files that told something, in ordinal order of their paths.</summary>
    public required IReadOnlyList<VisibleFile> Files { get; init; }

    /// <summary>Layers from the base up; empty where the artifact has none.</summary>
    public IReadOnlyList<Layer> Layers { get; init; } = [];

    /// <summary>Release of the running kernel; empty unless the artifact is a live host.</summary>
    public string RunningKernel { get; init; } = "";

    /// <summary>What waits for packets on a live host, without packages; empty otherwise.</summary>
    public IReadOnlyList<ListeningSocket> ListeningSockets { get; init; } = [];

    /// <summary>What could not be read.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics { get; init; } = [];
}

/// <summary>A file of the final view, with the older copies that layers below hold of it.</summary>
/// <param name="Path">Path from the root.</param>
/// <param name="Facts">What the visible copy says.</param>
/// <param name="LayerDiffId">Layer of the visible copy; empty where there are no layers.</param>
/// <param name="Earlier">The copies below it from the base up, as far as no whiteout cuts them off; they tell when a package came.</param>
public sealed record VisibleFile(string Path, IReadOnlyList<FileFact> Facts, string LayerDiffId, IReadOnlyList<EarlierCopy> Earlier);

/// <summary>A copy of a file in a layer below the visible one.</summary>
/// <param name="LayerDiffId">Its layer.</param>
/// <param name="Facts">What it says.</param>
public sealed record EarlierCopy(string LayerDiffId, IReadOnlyList<FileFact> Facts);
