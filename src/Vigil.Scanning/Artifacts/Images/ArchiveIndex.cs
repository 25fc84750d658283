using Vigil.Scanning.Artifacts.Tar;
using Vigil.Scanning.Extraction;

namespace Vigil.Scanning.Artifacts.Images;

/// <summary>Where the files of an image archive begin and end.</summary>
internal sealed class ArchiveIndex
{
    // an image archive holds three files a layer and a few more; a million is no image archive
    private const int MaxFiles = 100_000;

    private readonly Dictionary<string, (long Offset, long Length)> _files = new(StringComparer.Ordinal);
    private readonly LinkTable _links;

    private ArchiveIndex(int maxLinks) => _links = new LinkTable(maxLinks);

    /// <summary>What broke the reading off, or <see langword="null"/>.</summary>
    public string? Damage { get; private set; }

    /// <summary>Reads the headers of an archive. A damaged archive gives the files before the damage.</summary>
    public static ArchiveIndex Read(Stream archive, ScanLimits limits, CancellationToken cancellation)
    {
        var index = new ArchiveIndex(limits.MaxSymlinkDepth);
        using var tar = new TarReader(archive, limits.MaxPathBytes, cancellation);
        try
        {
            for (var count = 0; tar.MoveNext(); count++)
            {
                if (count == MaxFiles)
                {
                    throw new InvalidDataException($"The archive holds more than {MaxFiles} entries, too many for an image.");
                }

                index.Add(tar);
            }
        }
        catch (Exception ex) when (ex is InvalidDataException or IOException or ZstdSharp.ZstdException)
        {
            index.Damage = ex.Message;
        }

        return index;
    }

    /// <summary>Finds a file. Old versions of Docker store a layer that occurs twice as a symbolic link.</summary>
    public (long Offset, long Length)? Find(string path) =>
        _links.Resolve(path) is { } target && _files.TryGetValue(target, out var file) ? file : null;

    private void Add(TarReader tar)
    {
        var path = EntryPath.ToText(tar.Path);
        switch (tar.Kind)
        {
            case TarEntryKind.File:
                _files[path] = (tar.DataOffset, tar.Length);
                break;
            case TarEntryKind.HardLink when _files.TryGetValue(EntryPath.ToText(tar.LinkTarget), out var target):
                _files[path] = target;
                break;
            case TarEntryKind.SymbolicLink:
                _links.Set(path, new EntryLink(EntryPath.ToText(tar.LinkTarget), IsHard: false, Wanting: ExtractorMask.None));
                break;
        }
    }
}
