namespace Vigil.Scanning.Ecosystems.Npm;

/// <summary>
/// How pnpm names a copy of a package in a lock file: <c>/name/1.0.0_peer@2</c> (version 5), <c>/name@1.0.0(peer@2)</c> (6), <c>name@1.0.0(peer@2)</c> (9);
/// what does not come from the default registry has a host before it, or an address in the place of the version.
/// </summary>
internal static class PnpmKey
{
    /// <summary>The key without the peers that one copy was linked with.</summary>
    public static string WithoutPeers(string key) => key.IndexOf('(', StringComparison.Ordinal) is var peers and > 0 ? key[..peers] : key;

    /// <summary>Name and version; both empty for a folder, an archive or a commit, which state them in their entry.</summary>
    public static (string Name, string Version) Parse(string key)
    {
        var bare = WithoutPeers(key);
        if (bare.StartsWith("file:", StringComparison.Ordinal))
        {
            return ("", "");
        }

        if (!bare.StartsWith('/'))
        {
            var (name, version) = NpmSpecifier.Split(bare);
            if (version.Length > 0 && name.AsSpan().Count('/') == (name[0] == '@' ? 1 : 0))
            {
                return (name, NpmSpecifier.IsElsewhere(version) ? "" : version);
            }
        }

        // after the host, which may be empty: one segment of name, or two with a scope
        var segments = bare.Split('/');
        var used = segments.Length > 1 && segments[1].StartsWith('@') ? 3 : 2;
        if (segments.Length < used)
        {
            return ("", "");
        }

        var (full, inName) = NpmSpecifier.Split(string.Join('/', segments[1..used]));
        var stated = inName.Length > 0 ? inName : segments.Length > used ? segments[used] : "";
        return stated.Length > 0 && char.IsAsciiDigit(stated[0]) ? (full, stated.Split('_')[0]) : ("", "");
    }

    /// <summary>Keys under which that may stand which a package or a project needs.</summary>
    public static ReadOnlySpan<string> Candidates(string name, string version) => new[] { $"{name}@{version}", $"/{name}/{version}", $"/{name}@{version}", version };
}
