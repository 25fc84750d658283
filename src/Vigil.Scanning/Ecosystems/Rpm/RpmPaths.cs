namespace Vigil.Scanning.Ecosystems.Rpm;

/// <summary>Where rpm keeps its database.</summary>
internal static class RpmPaths
{
    /// <summary>Whether the path is that of a database in one of its forms.</summary>
    public static bool IsDatabase(ReadOnlySpan<byte> path)
    {
        var slash = path.LastIndexOf((byte)'/');
        return slash > 0 && IsFolder(path[..slash]) && IsFile(path[(slash + 1)..]);
    }

    // The classic place, that of merged /usr (Fedora, SUSE) and that of ostree.
    private static bool IsFolder(ReadOnlySpan<byte> folder) =>
        folder.SequenceEqual("var/lib/rpm"u8) || folder.SequenceEqual("usr/lib/sysimage/rpm"u8) || folder.SequenceEqual("usr/share/rpm"u8);

    private static bool IsFile(ReadOnlySpan<byte> name) =>
        name.SequenceEqual("rpmdb.sqlite"u8) || name.SequenceEqual("Packages.db"u8) || name.SequenceEqual("Packages"u8);
}
