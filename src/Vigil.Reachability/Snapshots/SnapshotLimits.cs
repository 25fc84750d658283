namespace Vigil.Reachability.Snapshots;

/// <summary>The bounds of what is read and computed. Ten times what an account may have, or more.</summary>
internal static class SnapshotLimits
{
    /// <summary>Nesting of the JSON.</summary>
    public const int MaxDepth = 64;

    /// <summary>Components in one list.</summary>
    public const int MaxComponents = 4_000_000;

    /// <summary>Routes of a table, with one for each entry of its prefix lists.</summary>
    public const int MaxRoutes = 100_000;

    /// <summary>Entries of a network ACL in one direction; those with the lowest numbers decide, and the others deny.</summary>
    public const int MaxAclEntries = 1_000;
}
