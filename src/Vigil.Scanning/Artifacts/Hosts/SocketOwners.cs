using System.Globalization;
using Vigil.Scanning.Artifacts.Directories;

namespace Vigil.Scanning.Artifacts.Hosts;

/// <summary>Finds the processes that have sockets open, as far as this one may look at others.</summary>
/// <param name="proc">Where the kernel shows processes: <c>/proc</c>.</param>
/// <param name="root">The root file system of the host.</param>
internal sealed class SocketOwners(string proc, string root)
{
    private const int MaxOpenFiles = 2_000_000;
    private const string Prefix = "socket:[";
    private const string Deleted = " (deleted)";

    private readonly string _root = root.TrimEnd('/');
    private int _seen;

    /// <summary>The process of each of some sockets, of several the oldest; sockets whose process cannot be seen are missing.</summary>
    public Dictionary<long, SocketOwner> Of(HashSet<long> inodes)
    {
        var owners = new Dictionary<long, SocketOwner>();
        foreach (var process in Processes())
        {
            SocketOwner? owner = null;
            foreach (var inode in Sockets(process).Where(inode => inodes.Contains(inode) && !owners.ContainsKey(inode)))
            {
                owners.Add(inode, owner ??= new SocketOwner(NameOf(process), ProgramOf(process)));
            }

            if (owners.Count == inodes.Count || _seen > MaxOpenFiles)
            {
                break;
            }
        }

        return owners;
    }

    private IEnumerable<int> Processes() => Directory.EnumerateDirectories(proc)
        .Select(path => int.TryParse(Path.GetFileName(path), NumberStyles.None, CultureInfo.InvariantCulture, out var process) ? process : -1)
        .Where(process => process > 0)
        .Order();

    private List<long> Sockets(int process)
    {
        var sockets = new List<long>();
        try
        {
            foreach (var file in Directory.EnumerateFileSystemEntries($"{proc}/{process}/fd"))
            {
                _seen++;
                if (new FileInfo(file).LinkTarget is { } target && target.StartsWith(Prefix, StringComparison.Ordinal)
                    && long.TryParse(target.AsSpan(Prefix.Length).TrimEnd(']'), NumberStyles.None, CultureInfo.InvariantCulture, out var inode))
                {
                    sockets.Add(inode);
                }
            }
        }
        catch (Exception ex) when (ex is IOException or UnauthorizedAccessException)
        {
            // it ended, or is somebody else's
        }

        return sockets;
    }

    private string NameOf(int process)
    {
        try
        {
            return File.ReadAllText($"{proc}/{process}/comm").TrimEnd('\n');
        }
        catch (Exception ex) when (ex is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    // the kernel names a program as this process would find it, or by the path of its own root
    private string WithinRoot(string program) => program.StartsWith(_root + '/', StringComparison.Ordinal) ? program[_root.Length..] : program;

    // a process of a container names its program by a path of the container: it is one of the host only if the same file lies there
    private string ProgramOf(int process)
    {
        var link = $"{proc}/{process}/exe";
        try
        {
            if (new FileInfo(link).LinkTarget is not { } target)
            {
                return "";
            }

            if (target.EndsWith(Deleted, StringComparison.Ordinal))
            {
                return WithinRoot(target[..^Deleted.Length]); // replaced by an upgrade while it runs
            }

            var path = WithinRoot(target);
            return UnixFile.TryGetTarget(link, out var running) && UnixFile.TryGet(_root + path, out var file) && running == file ? path : "";
        }
        catch (Exception ex) when (ex is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}

/// <summary>A process that has a socket open.</summary>
/// <param name="Name">As the kernel names it.</param>
/// <param name="Program">Path of its program on the host; empty when it could not be seen or is none of the host's.</param>
internal sealed record SocketOwner(string Name, string Program);
