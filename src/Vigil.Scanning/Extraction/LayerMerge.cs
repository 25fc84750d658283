using System.Text;
using Vigil.Domain.Diagnostics;
using Vigil.Scanning.Artifacts;

namespace Vigil.Scanning.Extraction;

/// <summary>Lays layers over each other, from the base up, and tells which copy of each file shows.</summary>
/// <seealso href="https://github.com/opencontainers/image-spec/blob/v1.1.0/layer.md#applying-changesets"/>
internal sealed class LayerMerge(ExtractorSet extractors, ScanLimits limits)
{
    private readonly SortedDictionary<string, List<Copy>> _files = new(StringComparer.Ordinal);
    private readonly LinkTable _links = new(limits.MaxSymlinkDepth);
    private readonly List<LayerContents> _layers = [];
    private readonly HashSet<PathAlias> _needed = [];
    private readonly DiagnosticList _diagnostics = new(limits.MaxDiagnosticsPerCode);

    // a hard link that nobody wants is kept because a wanted one may point to it
    private readonly record struct Copy(string DiffId, ScannedFile File, bool IsWanted = true);

    /// <summary>What could not be followed.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics => _diagnostics.Items;

    /// <summary>Lays the next layer over those below.</summary>
    public void Add(string diffId, LayerContents layer)
    {
        RemoveHidden(layer);
        foreach (var (path, link) in layer.Links.Where(l => !l.Value.IsHard).OrderBy(l => l.Key, StringComparer.Ordinal))
        {
            _links.Set(_links.ResolveParents(path) ?? path, link);
        }

        foreach (var (path, file) in layer.Files.OrderBy(f => f.Key, StringComparer.Ordinal))
        {
            var place = _links.ResolveParents(path) ?? path;
            Put(place, new Copy(diffId, place != path && IsKnownAt(place, file) ? file with { ReadAs = place } : file));
        }

        _layers.Add(layer);
        foreach (var (path, link) in layer.Links.Where(l => l.Value.IsHard).OrderBy(l => l.Key, StringComparer.Ordinal))
        {
            AddHardLink(diffId, path, link, layer);
        }
    }

    /// <summary>The files that show, in ordinal order.</summary>
    public IReadOnlyList<VisibleFile> VisibleFiles() => [.. _files.Values
        .Where(copies => copies[^1] is { IsWanted: true, File.Facts.Count: > 0 })
        .Select(copies => new VisibleFile(
            copies[^1].File.ReadAs,
            copies[^1].File.Facts,
            copies[^1].DiffId,
            [.. copies.Take(copies.Count - 1).Select(c => new EarlierCopy(c.DiffId, c.File.Facts))]))
        .DistinctBy(file => file.Path, StringComparer.Ordinal)
        .OrderBy(file => file.Path, StringComparer.Ordinal)];

    /// <summary>What of the files that show could not be read.</summary>
    public IEnumerable<Diagnostic> FileDiagnostics() => _files.Values.SelectMany(copies => copies[^1].File.Diagnostics);

    /// <summary>Files that are wanted under a name that is only a link to them, and were not read for that reason.</summary>
    public IReadOnlyCollection<PathAlias> NeededAliases()
    {
        foreach (var (place, placed) in extractors.Places)
        {
            var target = Follow(place);
            // what the same extractors read where it lies needs no second reading
            var missing = target is null || target == place ? ExtractorMask.None : placed & ~extractors.PlacedAt(target);
            if (missing.Any && Reaches(target!)) // null gave none
            {
                _needed.Add(new PathAlias(target!, place, IsDirectory: true, missing));
                _needed.Add(new PathAlias(target!, place, IsDirectory: false, missing));
            }
        }

        foreach (var (path, link) in _links.Links)
        {
            // extractors that look everywhere find the file where it lies
            var wanting = link.Wanting & extractors.Placed;
            if (wanting.Any && Follow(path) is { } target && target != path && (wanting & ~ReadersOf(target)) is { Any: true } missing && Reaches(target))
            {
                _needed.Add(new PathAlias(target, path, IsDirectory: false, missing));
            }
        }

        return _needed;
    }

    private string? Follow(string path)
    {
        var target = _links.Resolve(path);
        if (target is null)
        {
            _diagnostics.Report(ArtifactCodes.LinkUnresolved, path, $"Its symbolic links run in a circle or are more than {limits.MaxSymlinkDepth}.");
        }

        return target;
    }

    private void AddHardLink(string diffId, string path, EntryLink link, LayerContents layer)
    {
        var target = link.Target;
        for (var depth = 0; depth < limits.MaxSymlinkDepth && layer.Links.TryGetValue(target, out var next) && next.IsHard; depth++)
        {
            target = next.Target;
        }

        target = _links.ResolveParents(target) ?? target;
        var place = _links.ResolveParents(path) ?? path;
        if (place != target && _files.TryGetValue(target, out var copies))
        {
            Put(place, new Copy(diffId, copies[^1].File with { ReadAs = place }, IsWanted: link.Wanting.Any));
        }

        if ((link.Wanting & ~ReadersOf(target)) is { Any: true } missing && Reaches(target))
        {
            _needed.Add(new PathAlias(target, path, IsDirectory: false, missing));
        }
    }

    private void Put(string path, Copy copy)
    {
        if (!_files.TryGetValue(path, out var copies))
        {
            _files.Add(path, copies = []);
        }

        copies.Add(copy);
    }

    // whoever read it would also have read it where it lies
    private bool IsKnownAt(string place, ScannedFile file) =>
        !(file.Readers & ~extractors.Wanting(new FileEntry(Encoding.UTF8.GetBytes(place), length: -1, mode: 0))).Any;

    private ExtractorMask ReadersOf(string path) => _files.TryGetValue(path, out var copies) ? copies[^1].File.Readers : ExtractorMask.None;

    // in any layer: it may be deleted since, which the next round tells
    private bool Reaches(string path)
    {
        var hash = EntryIndex.HashOf(path);
        return _layers.Exists(layer => layer.Entries.Reaches(hash));
    }

    private void RemoveHidden(LayerContents layer)
    {
        if (_files.Count == 0 && _links.Links.Count == 0)
        {
            return;
        }

        var deleted = Resolved(layer.Deleted);
        var emptied = Resolved(layer.Emptied);
        foreach (var path in _files.Keys.Where(p => IsHidden(p, layer, deleted, emptied) || (!layer.Files.ContainsKey(p) && HasEntry(p, layer))).ToList())
        {
            _files.Remove(path);
        }

        foreach (var path in _links.Links.Keys.Where(p => IsHidden(p, layer, deleted, emptied) || HasEntry(p, layer)).ToList())
        {
            _links.Remove(path);
        }
    }

    private HashSet<string> Resolved(IReadOnlySet<string> paths) => [.. paths.Select(path => _links.ResolveParents(path) ?? path)];

    private static bool HasEntry(string path, LayerContents layer) => layer.Entries.HasEntry(EntryIndex.HashOf(path));

    private static bool IsHidden(string path, LayerContents layer, HashSet<string> deleted, HashSet<string> emptied)
    {
        if (deleted.Contains(path))
        {
            return true;
        }

        for (var parent = path; parent.Length > 0;)
        {
            parent = EntryPath.Parent(parent);
            if (deleted.Contains(parent) || emptied.Contains(parent) || (parent.Length > 0 && layer.Entries.HasOther(EntryIndex.HashOf(parent))))
            {
                return true;
            }
        }

        return false;
    }
}
