using Vigil.Scanning.Extraction;

namespace Vigil.Scanning.Ecosystems.Ownership;

/// <summary>
/// One spelling for paths that databases write in several: with and without a leading slash, before and after <c>/usr</c> was merged.
/// </summary>
internal static class OwnedPath
{
    /// <summary>Hash of a path; equal for <c>/lib/x</c>, <c>lib/x</c> and <c>usr/lib/x</c>.</summary>
    public static ulong HashOf(ReadOnlySpan<byte> path)
    {
        path = path.TrimStart((byte)'/');
        return EntryIndex.HashOf(path.StartsWith("usr/"u8) && IsMerged(path[4..]) ? path[4..] : path);
    }

    private static bool IsMerged(ReadOnlySpan<byte> path) => path.StartsWith("bin/"u8) || path.StartsWith("sbin/"u8) || path.StartsWith("lib"u8);
}
