using System.IO.Enumeration;
using System.Text;
using Vigil.Domain.Diagnostics;
using Vigil.Scanning.Extraction;

namespace Vigil.Scanning.Artifacts.Directories;

/// <summary>
/// Walks a root file system. Symbolic links are never walked; where one stands on the way to a place that an extractor names, it is resolved as
/// if the directory were <c>/</c>, so nothing outside is read.
/// </summary>
internal sealed class DirectoryWalk(
    string root, bool isHost, ExtractorSet extractors, ScanLimits limits, ScanMeter meter, CancellationToken cancellation)
{
    private readonly SortedDictionary<string, ScannedFile> _files = new(StringComparer.Ordinal);
    private readonly List<string> _walked = [];
    private readonly List<string> _skipped = [];
    private readonly DiagnosticList _diagnostics = new(limits.MaxDiagnosticsPerCode);

    private static readonly EnumerationOptions OneDirectory = new()
    {
        AttributesToSkip = 0,
        IgnoreInaccessible = false,
        RecurseSubdirectories = false,
        ReturnSpecialDirectories = false,
    };

    /// <summary>Files that told something, in ordinal order.</summary>
    public IReadOnlyList<VisibleFile> Files =>
        [.. _files.Where(f => f.Value.Facts.Count > 0).Select(f => new VisibleFile(f.Key, f.Value.Facts, LayerDiffId: "", Earlier: []))];

    /// <summary>What could not be read.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics => _diagnostics.Items;

    /// <summary>Walks all of the root when an extractor looks everywhere, and all places.</summary>
    public void Run()
    {
        try
        {
            if (extractors.LooksEverywhere)
            {
                Walk("", "", ExtractorMask.All);
            }

            foreach (var (place, asking) in extractors.Places)
            {
                WalkPlace(place, asking);
            }
        }
        catch (ScanLimitException ex)
        {
            _diagnostics.Report(ArtifactCodes.LimitReached, root, $"{ex.Message} What came before was read.");
        }

        foreach (var diagnostic in _files.Values.SelectMany(file => file.Diagnostics))
        {
            _diagnostics.Add(diagnostic);
        }
    }

    private void WalkPlace(string place, ExtractorMask asking)
    {
        var target = Resolve(place);
        if (target == place)
        {
            Walk(place, place, ExtractorMask.All);
        }
        else if (target is not null && (asking & ~extractors.PlacedAt(target)) is { Any: true } missing)
        {
            // no second reading of what the same extractors read where it lies
            Walk(target, place, missing);
        }
    }

    /// <summary>Walks a file or directory and offers it under a name, which differs from its path when links lead to it.</summary>
    private void Walk(string start, string startName, ExtractorMask asked)
    {
        if (!UnixFile.TryGet(Full(start), out var first))
        {
            return;
        }

        if (!first.IsDirectory)
        {
            Offer(start, startName, first, asked);
            return;
        }

        if (start == startName)
        {
            if (IsWalked(start))
            {
                return;
            }

            _walked.Add(start);
        }

        var pending = new Stack<(string Path, string Name)>([(start, startName)]);
        while (pending.TryPop(out var directory))
        {
            foreach (var child in List(directory.Path))
            {
                var (path, name) = (Join(directory.Path, child), Join(directory.Name, child));
                if (!UnixFile.TryGet(Full(path), out var file))
                {
                    _diagnostics.Report(ArtifactCodes.FileUnreadable, path, "The entry cannot be looked at: it is gone, or its name is no UTF-8.");
                }
                else if (!file.IsDirectory)
                {
                    Offer(path, name, file, asked);
                }
                else if (IsForeign(path, file, first.Device))
                {
                    _skipped.Add(path);
                }
                else
                {
                    pending.Push((path, name));
                }
            }
        }
    }

    // a host has a hundred thousand directories: only where walks began and what they left out is remembered
    private bool IsWalked(string path) =>
        _walked.Exists(start => EntryPath.IsWithin(path, start)) && !_skipped.Exists(mount => EntryPath.IsWithin(path, mount));

    private void Offer(string path, string name, UnixFile file, ExtractorMask asked)
    {
        var wanting = extractors.Wanting(new FileEntry(Encoding.UTF8.GetBytes(name), file.IsRegular ? file.Length : -1, file.Mode), asked);
        if (!file.IsRegular && !file.IsLink)
        {
            if (wanting.Any)
            {
                _diagnostics.Report(ArtifactCodes.FileUnreadable, path, "It is a pipe, a socket or a device where a file should be, and was not opened.");
            }

            return;
        }

        if (file.IsRegular)
        {
            Read(path, name, wanting);
            return;
        }

        // extractors that look everywhere find the file where it lies
        wanting &= extractors.Placed;
        if (wanting.Any && Resolve(path) is { } target && UnixFile.TryGet(Full(target), out file) && file.IsRegular)
        {
            Read(target, name, wanting & ~extractors.Wanting(new FileEntry(Encoding.UTF8.GetBytes(target), file.Length, file.Mode)));
        }
    }

    private void Read(string path, string name, ExtractorMask readers)
    {
        if (!readers.Any || _files.ContainsKey(name))
        {
            return;
        }

        try
        {
            var handle = UnixFile.OpenRegular(Full(path), out var file);
            using var content = new DiskFile(handle, file.Length, limits.MaxFileBytes);
            _files[name] = extractors.Read(name, content, readers, limits);
        }
        catch (Exception ex) when (ex is IOException or UnauthorizedAccessException)
        {
            _diagnostics.Report(ArtifactCodes.FileUnreadable, path, $"The file cannot be opened: {ex.Message}");
        }
    }

    private List<string> List(string path)
    {
        var names = new List<string>();
        cancellation.ThrowIfCancellationRequested();
        try
        {
            foreach (var name in new FileSystemEnumerable<string>(Full(path), (ref FileSystemEntry entry) => entry.FileName.ToString(), OneDirectory))
            {
                meter.CountEntry();
                if (path.Length + name.Length < limits.MaxPathBytes)
                {
                    names.Add(name);
                }
                else
                {
                    _diagnostics.Report(ArtifactCodes.EntryRefused, path, $"The path of an entry is longer than {limits.MaxPathBytes} bytes.");
                }
            }
        }
        catch (Exception ex) when (ex is IOException or UnauthorizedAccessException)
        {
            _diagnostics.Report(ArtifactCodes.DirectoryUnreadable, path, $"The directory cannot be listed: {ex.Message}");
        }

        names.Sort(StringComparer.Ordinal);
        return names;
    }

    // on a host, what is mounted elsewhere is not part of its root; /proc, /sys and /dev are no files of anybody
    private bool IsForeign(string path, UnixFile directory, ulong device)
    {
        if (directory.Device == device)
        {
            return false;
        }

        var isKernels = path is "proc" or "sys" or "dev";
        if (isHost && !isKernels)
        {
            _diagnostics.Report(ArtifactCodes.MountSkipped, path, "Another file system is mounted here and was not walked.");
        }

        return isHost || isKernels;
    }

    private string? Resolve(string path)
    {
        var target = LinkTable.Resolve(path, followLast: true, limits.MaxSymlinkDepth, LinkTarget);
        if (target is null)
        {
            _diagnostics.Report(ArtifactCodes.LinkUnresolved, path, $"Its symbolic links run in a circle or are more than {limits.MaxSymlinkDepth}.");
        }

        return target;
    }

    private string? LinkTarget(string path) =>
        UnixFile.TryGet(Full(path), out var file) && file.IsLink ? new FileInfo(Full(path)).LinkTarget : null;

    private string Full(string path) => root.EndsWith('/') ? root + path : path.Length == 0 ? root : $"{root}/{path}";

    private static string Join(string directory, string name) =>
        directory.Length == 0 ? name : $"{directory}/{name}";
}
