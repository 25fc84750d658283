using Vigil.Scanning.Artifacts;

namespace Vigil.Scanning.Extraction;

/// <summary>Collects a layer while it is read. Of two entries with one path the last wins, as when a layer is unpacked.</summary>
internal sealed class LayerContentsBuilder(ScanMeter meter, int maxDiagnosticsPerCode)
{
    private readonly Dictionary<string, ScannedFile> _files = new(StringComparer.Ordinal);
    private readonly Dictionary<string, EntryLink> _links = new(StringComparer.Ordinal);
    private readonly HashSet<string> _deleted = new(StringComparer.Ordinal);
    private readonly HashSet<string> _emptied = new(StringComparer.Ordinal);
    private readonly EntryIndex.Builder _entries = new(meter);

    // hashes of the paths in _files and _links, and of their parents: most entries are told apart without making a string
    private readonly HashSet<ulong> _kept = [];
    private readonly HashSet<ulong> _parents = [];

    /// <summary>What could not be read.</summary>
    public DiagnosticList Diagnostics { get; } = new(maxDiagnosticsPerCode);

    /// <summary>Notes an entry; what the layer had at its path before is gone.</summary>
    public void AddEntry(ReadOnlySpan<byte> path, bool isDirectory)
    {
        var hash = EntryIndex.HashOf(path);
        _entries.Add(path, hash, isDirectory);
        if (_kept.Contains(hash))
        {
            var text = EntryPath.ToText(path);
            _files.Remove(text);
            _links.Remove(text);
        }

        if (!isDirectory && _parents.Contains(hash))
        {
            RemoveBelow(EntryPath.ToText(path));
        }
    }

    /// <summary>Keeps a file that was read, at the path of the entry just noted.</summary>
    public void AddFile(ReadOnlySpan<byte> path, ScannedFile file) => _files[Keep(path)] = file;

    /// <summary>Keeps a link, at the path of the entry just noted.</summary>
    public void AddLink(ReadOnlySpan<byte> path, EntryLink link)
    {
        meter.CountNames(path.Length + link.Target.Length);
        _links[Keep(path)] = link;
    }

    /// <summary>Notes that a path of the layers below is deleted.</summary>
    public void AddDeleted(string path)
    {
        meter.CountNames(path.Length);
        _deleted.Add(path);
    }

    /// <summary>Notes that a directory of the layers below is emptied.</summary>
    public void AddEmptied(string path)
    {
        meter.CountNames(path.Length);
        _emptied.Add(path);
    }

    /// <summary>Ends the layer.</summary>
    public LayerContents Build() => new(_files, _links, _deleted, _emptied, _entries.Build(), Diagnostics.Items);

    private string Keep(ReadOnlySpan<byte> path)
    {
        _kept.Add(EntryIndex.HashOf(path));
        for (var slash = path.LastIndexOf((byte)'/'); slash > 0; slash = path[..slash].LastIndexOf((byte)'/'))
        {
            _parents.Add(EntryIndex.HashOf(path[..slash]));
        }

        return EntryPath.ToText(path);
    }

    private void RemoveBelow(string path)
    {
        foreach (var below in _files.Keys.Where(p => EntryPath.IsWithin(p, path)).ToList())
        {
            _files.Remove(below);
        }

        foreach (var below in _links.Keys.Where(p => p.Length > path.Length && EntryPath.IsWithin(p, path)).ToList())
        {
            _links.Remove(below);
        }
    }
}
