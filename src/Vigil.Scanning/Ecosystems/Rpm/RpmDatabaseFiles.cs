namespace Vigil.Scanning.Ecosystems.Rpm;

/// <summary>The files in which rpm may keep its database.</summary>
internal static class RpmDatabaseFiles
{
    /// <summary>
    /// The newest form first. A system that went from one form to the next may still have the older file; rpm reads the newer one, and the
    /// older one tells what was installed long ago.
    /// </summary>
    public static readonly string[] ByPrecedence = ["rpmdb.sqlite", "Packages.db", "Packages"];

    /// <summary>All places: the classic one, that of a merged <c>/usr</c> (Fedora, SUSE), that of ostree.</summary>
    public static readonly string[] Places =
        [.. ((string[])["var/lib/rpm", "usr/lib/sysimage/rpm", "usr/share/rpm"]).SelectMany(folder => ByPrecedence, (folder, file) => $"{folder}/{file}")];

    /// <summary>The database that makes this one stale.</summary>
    /// <param name="path">Path of a database.</param>
    /// <param name="isThere">Whether a file is part of the artifact.</param>
    /// <returns>Path of the newer database, or <see langword="null"/>.</returns>
    public static string? NewerThan(string path, Predicate<string> isThere)
    {
        var name = path.LastIndexOf('/') + 1;
        return ByPrecedence.TakeWhile(file => file != path[name..]).Select(file => path[..name] + file).FirstOrDefault(newer => isThere(newer));
    }
}
