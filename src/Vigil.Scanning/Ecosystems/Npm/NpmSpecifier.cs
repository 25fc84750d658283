namespace Vigil.Scanning.Ecosystems.Npm;

/// <summary>What npm and its kin write in the place of a version when a package does not come from the registry under its own name.</summary>
internal static class NpmSpecifier
{
    /// <summary>
    /// Gives name and version: <c>npm:string-width@4.2.0</c> is an alias; a folder, an archive or a commit has no version, so that it is empty.
    /// </summary>
    public static (string Name, string Version) Resolve(string name, string version)
    {
        if (version.StartsWith("npm:", StringComparison.Ordinal))
        {
            var at = version.LastIndexOf('@');
            return at > 4 ? (version[4..at], version[(at + 1)..]) : (version[4..], "");
        }

        return (name, IsElsewhere(version) ? "" : version);
    }

    /// <summary>Whether it is a folder, an address or a commit: <c>file:../a</c>, <c>github:a/b#c</c>, <c>git+ssh://…</c>, <c>a/b#c</c>.</summary>
    public static bool IsElsewhere(string version) => version.AsSpan().ContainsAny(":/#");
}
