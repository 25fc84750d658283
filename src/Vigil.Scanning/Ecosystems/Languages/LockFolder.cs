namespace Vigil.Scanning.Ecosystems.Languages;

/// <summary>Tells lock files of projects from those that lie in an installed package and say how that one was developed, which nothing here runs.</summary>
internal static class LockFolder
{
    private static readonly byte[][] PackageFolders =
    [
        "node_modules"u8.ToArray(), "bower_components"u8.ToArray(), // JavaScript
        "site-packages"u8.ToArray(), "dist-packages"u8.ToArray(), // Python
        "gems"u8.ToArray(), // Ruby: gems/rake-13.0.6
        "vendor"u8.ToArray(), // PHP, Go
        "deps"u8.ToArray(), // Elixir
    ];

    // where package managers unpack the sources of what they fetch
    private static readonly byte[][] Caches = [".cargo/registry/"u8.ToArray(), "go/pkg/mod/"u8.ToArray(), ".pub-cache/"u8.ToArray(), ".cache/"u8.ToArray()];

    /// <summary>Whether a file lies in the folder of an installed package, or in the cache of a package manager.</summary>
    public static bool IsOfPackage(ReadOnlySpan<byte> path)
    {
        foreach (var cache in Caches)
        {
            if (path.IndexOf(cache) >= 0)
            {
                return true;
            }
        }

        var folder = path[..Math.Max(0, path.LastIndexOf((byte)'/'))];
        foreach (var range in folder.Split((byte)'/'))
        {
            foreach (var name in PackageFolders)
            {
                if (folder[range].SequenceEqual(name))
                {
                    return true;
                }
            }
        }

        return false;
    }
}
