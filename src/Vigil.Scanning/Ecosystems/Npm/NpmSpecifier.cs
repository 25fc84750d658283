namespace Vigil.Scanning.Ecosystems.Npm;

/// <summary>Names with versions, and what npm and its kin write in the place of a version when a package does not come from the registry under its own name.</summary>
internal static class NpmSpecifier
{
    private const string Alias = "npm:";

    /// <summary>
    /// Gives name and version: <c>npm:string-width@4.2.0</c> is an alias; a folder, an archive or a commit has no version, so that it is empty.
    /// </summary>
    public static (string Name, string Version) Resolve(string name, string version)
    {
        if (version.StartsWith(Alias, StringComparison.Ordinal))
        {
            (name, version) = Split(version[Alias.Length..]);
        }

        return (name, IsElsewhere(version) ? "" : version);
    }

    /// <summary>Splits <c>@scope/name@^1.0.0</c> at the first <c>@</c> after the name; without one the version is empty.</summary>
    public static (string Name, string Version) Split(string descriptor)
    {
        var at = descriptor.Length > 1 ? descriptor.IndexOf('@', 1) : -1;
        return at < 0 ? (descriptor, "") : (descriptor[..at], descriptor[(at + 1)..]);
    }

    /// <summary>Name of the package behind a descriptor that may be an alias: <c>mine@npm:real@^1</c> is <c>real</c>.</summary>
    public static string RealName(string descriptor)
    {
        var (name, range) = Split(descriptor);
        return range.StartsWith(Alias, StringComparison.Ordinal) && range.IndexOf('@', Math.Min(range.Length, Alias.Length + 1)) > 0
            ? Split(range[Alias.Length..]).Name
            : name;
    }

    /// <summary>Whether it is a folder, an address or a commit: <c>file:../a</c>, <c>github:a/b#c</c>, <c>git+ssh://…</c>, <c>a/b#c</c>.</summary>
    public static bool IsElsewhere(string version) => version.AsSpan().ContainsAny(":/#");
}
