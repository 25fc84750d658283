namespace Vigil.Advisories.Feeds;

/// <summary>A feed's documents on disk, in the publisher's layout: a mirror that is read in place, or the download cache.</summary>
/// <param name="root">An existing or future directory.</param>
public sealed class FeedFolder(string root)
{
    /// <summary>The directory.</summary>
    public string Root { get; } = root;

    /// <summary>Full path of a document; the relative path uses slashes and stays inside the folder.</summary>
    /// <exception cref="FormatException">The path would leave the folder.</exception>
    public string PathOf(string relative)
    {
        ArgumentNullException.ThrowIfNull(relative);
        var inside = !Path.IsPathRooted(relative) && !relative.Split('/').Contains("..");
        return inside ? Path.Combine(Root, relative) : throw new FormatException($"The document path '{relative}' leaves the feed's folder.");
    }

    /// <summary>Whether the document is there.</summary>
    public bool Has(string relative) => File.Exists(PathOf(relative));

    /// <summary>Opens a document for one pass from front to end.</summary>
    public FileStream Open(string relative) =>
        new(PathOf(relative), FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 1 << 16, FileOptions.SequentialScan);

    /// <summary>Names of the folders directly below, in ordinal order; none when the folder is not there.</summary>
    public IReadOnlyList<string> Folders(string relative = "") => NamesIn(relative, Directory.EnumerateDirectories);

    /// <summary>Names of the files directly below, in ordinal order; none when the folder is not there.</summary>
    public IReadOnlyList<string> Files(string relative = "") => NamesIn(relative, Directory.EnumerateFiles);

    /// <summary>Paths of all documents, however deep, in ordinal order; what downloads keep for themselves is left out.</summary>
    public IReadOnlyList<string> AllFiles() => [.. FilesBelow("").Order(StringComparer.Ordinal)];

    private IEnumerable<string> FilesBelow(string relative)
    {
        var prefix = relative.Length == 0 ? "" : relative + '/';
        return Files(relative).Select(name => prefix + name)
            .Concat(Folders(relative).Where(name => name != Download.DownloadFile.StateFolder).SelectMany(name => FilesBelow(prefix + name)));
    }

    private string[] NamesIn(string relative, Func<string, IEnumerable<string>> enumerate)
    {
        var path = PathOf(relative);
        string[] names = Directory.Exists(path) ? [.. enumerate(path).Select(name => Path.GetFileName(name))] : [];
        Array.Sort(names, StringComparer.Ordinal);
        return names;
    }
}
