using Vigil.Domain.Diagnostics;

namespace Vigil.Domain.Packages;

/// <summary>What one artifact contains. Kept after the artifact is closed: matching never opens it again.</summary>
public sealed record Inventory
{
    /// <summary>What was opened.</summary>
    public required ArtifactIdentity Artifact { get; init; }

    /// <summary>The distribution, or <see langword="null"/> when the artifact carries none (scratch, a single file).</summary>
    public OperatingSystems.OperatingSystem? OperatingSystem { get; init; }

    /// <summary>Release of the running kernel (<c>uname -r</c>) of a live host; empty otherwise.</summary>
    public string RunningKernel { get; init; } = "";

    /// <summary>Packages in ordinal order of (ecosystem, name, version, arch, first evidence).</summary>
    public EquatableArray<Package> Packages { get; init; } = [];

    /// <summary>Layers from the base up; empty where the artifact has none.</summary>
    public EquatableArray<Layer> Layers { get; init; } = [];

    /// <summary>What waits for packets on a live host, in ordinal order of (protocol, port, address); empty for other artifacts, and when nobody looked.</summary>
    public EquatableArray<ListeningSocket> ListeningSockets { get; init; } = [];

    /// <summary>What could not be read, and why, and what else is worth knowing.</summary>
    public EquatableArray<Diagnostic> Diagnostics { get; init; } = [];

    /// <summary>Whether something could not be read, so that packages may be missing.</summary>
    public bool IsPartial => Diagnostics.Items.Any(diagnostic => !diagnostic.Code.IsNotice);
}
