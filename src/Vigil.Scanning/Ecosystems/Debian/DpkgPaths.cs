using System.Text;

namespace Vigil.Scanning.Ecosystems.Debian;

/// <summary>Names of files in <c>var/lib/dpkg</c>.</summary>
internal static class DpkgPaths
{
    // What may lie beside the stanzas in status.d: maintainer scripts and lists of files.
    private static readonly byte[][] NoStanzas = [.. ((string[])
    [
        ".md5sums", ".list", ".conffiles", ".preinst", ".postinst", ".prerm", ".postrm", ".triggers", ".shlibs", ".symbols", ".config", ".templates",
    ]).Select(Encoding.UTF8.GetBytes)];

    /// <summary>Whether the file lies in <c>status.d</c>, where distroless images keep one stanza a file.</summary>
    public static bool IsInStatusFolder(ReadOnlySpan<byte> path) =>
        path.LastIndexOf("/status.d/"u8) is >= 0 and var at && path[(at + "/status.d/".Length)..].IndexOf((byte)'/') < 0;

    /// <summary>Whether the name is that of a list of files or a script, not of a package.</summary>
    public static bool IsBesideStanzas(ReadOnlySpan<byte> path)
    {
        foreach (var ending in NoStanzas)
        {
            if (path.EndsWith(ending))
            {
                return true;
            }
        }

        return false;
    }
}
