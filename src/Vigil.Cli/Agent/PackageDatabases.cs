using System.Runtime.InteropServices;
using Vigil.Scanning.Ecosystems;

namespace Vigil.Cli.Agent;

/// <summary>Notices that packages were installed, upgraded or removed: the kernel tells when a database is written, and a look at sizes and times tells what it missed.</summary>
internal sealed class PackageDatabases : IDisposable
{
    private readonly string[] _places;
    private readonly List<FileSystemWatcher> _watchers = [];
    private readonly SemaphoreSlim _written = new(0, 1);

    /// <summary>Begins to watch.</summary>
    /// <param name="root">The root file system of the host.</param>
    public PackageDatabases(string root)
    {
        _places = [.. EcosystemCatalog.OperatingSystemExtractors.SelectMany(extractor => extractor.Places).Distinct(StringComparer.Ordinal).Select(place => Path.Combine(root, place))];
        foreach (var directory in _places.Select(place => Directory.Exists(place) ? place : Path.GetDirectoryName(place)!).Where(Directory.Exists).Distinct(StringComparer.Ordinal))
        {
            TryWatch(directory);
        }
    }

    /// <summary>A number that changes when a database does.</summary>
    public int Fingerprint()
    {
        var hash = new HashCode();
        foreach (var file in _places.SelectMany(FilesOf))
        {
            // of a file that is not there the length throws
            hash.Add(file.Exists ? HashCode.Combine(file.Length, file.LastWriteTimeUtc.Ticks) : 0);
        }

        return hash.ToHashCode();
    }

    /// <summary>Waits until something is written beside or in a database.</summary>
    /// <returns>Whether that is so; not when the time is over.</returns>
    public Task<bool> WrittenAsync(TimeSpan atMost, CancellationToken cancellation) => _written.WaitAsync(atMost, cancellation);

    private static IEnumerable<FileInfo> FilesOf(string place)
    {
        try
        {
            return Directory.Exists(place) ? [.. new DirectoryInfo(place).EnumerateFiles().OrderBy(file => file.Name, StringComparer.Ordinal)] : [new FileInfo(place)];
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return []; // the inventory says so
        }
    }

    public void Dispose()
    {
        foreach (var watcher in _watchers)
        {
            watcher.Dispose();
        }

        _written.Dispose();
    }

    // where the kernel has no watches left, the look at sizes and times is enough
    private void TryWatch(string directory)
    {
        FileSystemWatcher? watcher = null;
        try
        {
            watcher = new FileSystemWatcher(directory) { NotifyFilter = NotifyFilters.FileName | NotifyFilters.LastWrite | NotifyFilters.Size };
            watcher.Changed += (_, _) => Note();
            watcher.Created += (_, _) => Note();
            watcher.Renamed += (_, _) => Note();
            watcher.Deleted += (_, _) => Note();
            watcher.EnableRaisingEvents = true;
            _watchers.Add(watcher);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ArgumentException or ExternalException)
        {
            watcher?.Dispose();
        }
    }

    private void Note()
    {
        try
        {
            _written.Release();
        }
        catch (Exception fault) when (fault is SemaphoreFullException or ObjectDisposedException)
        {
            // it is known already, or nobody asks any more
        }
    }
}
