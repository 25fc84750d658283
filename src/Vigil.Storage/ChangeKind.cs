namespace Vigil.Storage;

/// <summary>What a change in the feed is about. The numbers are stored.</summary>
public enum ChangeKind
{
    /// <summary>A finding.</summary>
    Finding,

    /// <summary>Whether a resource is watched.</summary>
    Coverage,

    /// <summary>The first scan of a resource, which is done.</summary>
    FirstScan,
}
