using Vigil.Reachability.Snapshots;

namespace Vigil.Reachability.Paths;

/// <summary>An instance and its interfaces.</summary>
internal struct Host
{
    /// <summary>The instance; <see langword="null"/> when interfaces name it and the snapshot lacks it.</summary>
    public Instance? Instance { get; set; }

    /// <summary>Its interface that was put in its place last: the others hang on it.</summary>
    public Station? Last { get; set; }
}
