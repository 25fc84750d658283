namespace Vigil.Scanning.Ecosystems.Java;

/// <summary>Artifact and version out of the name that repositories and build tools give to archives: <c>commons-text-1.9.jar</c>.</summary>
/// <param name="Artifact">What stands before the version, or the whole name without its ending.</param>
/// <param name="Version">The version, or empty.</param>
internal readonly record struct JarFileName(string Artifact, string Version)
{
    /// <summary>Reads a name.</summary>
    /// <param name="path">The path of an archive; only its last segment counts.</param>
    public static JarFileName Parse(string path)
    {
        var name = path[(path.LastIndexOf('/') + 1)..];
        var dot = name.LastIndexOf('.');
        var stem = dot > 0 ? name[..dot] : name;
        for (var dash = stem.LastIndexOf('-'); dash > 0; dash = stem.LastIndexOf('-', dash - 1))
        {
            // log4j-1.2-api-2.17.1: the last number is the version; guava-31.1-jre: its qualifier belongs to it
            var version = stem.AsSpan(dash + 1);
            if (version.Length > 0 && char.IsAsciiDigit(version[0]))
            {
                // spring-3.x is a name, not a version
                return version.EndsWith(".x") ? new JarFileName(stem, "") : new JarFileName(stem[..dash], version.ToString());
            }
        }

        return new JarFileName(stem, "");
    }
}
