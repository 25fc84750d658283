using System.Text;
using Vigil.Scanning.Artifacts;

namespace Vigil.Scanning.Extraction;

/// <summary>
/// Second names under which files are to be offered: <c>opt/dpkg/status</c> as <c>var/lib/dpkg/status</c>, because <c>var/lib/dpkg</c> is a link.
/// They are only known when all layers were seen, so an image that needs some is read again.
/// </summary>
internal sealed class PathAliases
{
    private readonly HashSet<PathAlias> _known = [];
    private readonly Dictionary<ulong, List<PathAlias>> _exact = [];
    private readonly List<(byte[] Directory, PathAlias Alias)> _directories = [];

    /// <summary>How many there are.</summary>
    public int Count => _known.Count;

    /// <summary>All of them in a form that is the same for the same ones.</summary>
    public string Signature => string.Join('\n', _known.Select(alias => alias.ToString()).Order(StringComparer.Ordinal));

    /// <summary>Adds one.</summary>
    /// <returns><see langword="false"/> when it was there.</returns>
    public bool Add(PathAlias alias)
    {
        if (!_known.Add(alias))
        {
            return false;
        }

        if (alias.IsDirectory)
        {
            _directories.Add((Encoding.UTF8.GetBytes(alias.Path), alias));
        }
        else
        {
            var hash = EntryIndex.HashOf(alias.Path);
            if (!_exact.TryGetValue(hash, out var list))
            {
                _exact.Add(hash, list = []);
            }

            list.Add(alias);
        }

        return true;
    }

    /// <summary>Finds the first name of a file under which extractors want it.</summary>
    /// <param name="entry">The file under its own name, which nobody wanted.</param>
    /// <param name="extractors">Who is asked.</param>
    /// <param name="name">The other name.</param>
    /// <returns>Who wants it; 0 for nobody.</returns>
    public ExtractorMask Find(in FileEntry entry, ExtractorSet extractors, out string name)
    {
        name = "";
        if (_known.Count == 0)
        {
            return ExtractorMask.None;
        }

        foreach (var alias in _exact.GetValueOrDefault(EntryIndex.HashOf(entry.Path), []))
        {
            if (Ask(entry, extractors, alias, alias.Name) is { Any: true } wanting)
            {
                name = alias.Name;
                return wanting;
            }
        }

        foreach (var (directory, alias) in _directories)
        {
            if (entry.Path.Length > directory.Length && EntryPath.IsWithin(entry.Path, directory))
            {
                name = alias.Name + EntryPath.ToText(entry.Path[directory.Length..]);
                if (Ask(entry, extractors, alias, name) is { Any: true } wanting)
                {
                    return wanting;
                }
            }
        }

        return ExtractorMask.None;
    }

    private static ExtractorMask Ask(in FileEntry entry, ExtractorSet extractors, PathAlias alias, string name) =>
        extractors.Wanting(new FileEntry(Encoding.UTF8.GetBytes(name), entry.Length, entry.Mode), alias.Extractors);
}

/// <summary>One second name.</summary>
/// <param name="Path">Where the file or directory lies.</param>
/// <param name="Name">The name under which it is to be offered.</param>
/// <param name="IsDirectory">Whether everything below is meant, or just the file.</param>
/// <param name="Extractors">Who is to be asked.</param>
internal readonly record struct PathAlias(string Path, string Name, bool IsDirectory, ExtractorMask Extractors);
