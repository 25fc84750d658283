using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Vigil.Scanning.Artifacts.Directories;

/// <summary>What the kernel tells of a directory entry without opening it, which .NET does not: opening a pipe would wait for ever.</summary>
/// <param name="Type">The type bits of the mode.</param>
/// <param name="Mode">Permission bits.</param>
/// <param name="Length">Size, bytes.</param>
/// <param name="Device">The file system that holds it.</param>
/// <param name="Inode">Its number there.</param>
internal readonly record struct UnixFile(int Type, int Mode, long Length, ulong Device, ulong Inode)
{
    private const int TypeMask = 0xF000, DirectoryType = 0x4000, RegularType = 0x8000, LinkType = 0xA000;

    private const int AtCurrentDirectory = -100, AtNoFollow = 0x100, AtNoAutomount = 0x800, AtEmptyPath = 0x1000;
    private const uint BasicStats = 0x7FF;
    private const int StatxSize = 256;

    private const int ReadOnly = 0, NonBlocking = 0x800, CloseOnExec = 0x80000;

    // one of the few constants of open(2) that differ between processors
    private static readonly int NoFollow = RuntimeInformation.ProcessArchitecture is Architecture.Arm64 or Architecture.Arm ? 0x8000 : 0x20000;

    public bool IsDirectory => Type == DirectoryType;

    public bool IsRegular => Type == RegularType;

    public bool IsLink => Type == LinkType;

    /// <summary>Looks at a path; a symbolic link as its last segment is looked at itself.</summary>
    public static bool TryGet(string path, out UnixFile file) =>
        TryStat(AtCurrentDirectory, ZeroTerminated(path), AtNoFollow | AtNoAutomount, out file);

    /// <summary>Looks at what a path leads to.</summary>
    public static bool TryGetTarget(string path, out UnixFile file) =>
        TryStat(AtCurrentDirectory, ZeroTerminated(path), AtNoAutomount, out file);

    /// <summary>Opens a regular file for reading, and nothing else: no link, no pipe, no device, even when one takes its place at this moment.</summary>
    /// <exception cref="IOException">It cannot be opened or is no regular file.</exception>
    public static SafeFileHandle OpenRegular(string path, out UnixFile file)
    {
        var descriptor = Open(ZeroTerminated(path), ReadOnly | NonBlocking | CloseOnExec | NoFollow);
        if (descriptor < 0)
        {
            throw new IOException(Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError()));
        }

        var handle = new SafeFileHandle(descriptor, ownsHandle: true);
        if (TryStat(descriptor, [0], AtEmptyPath, out file) && file.IsRegular)
        {
            return handle;
        }

        handle.Dispose();
        throw new IOException("It is no regular file.");
    }

    // struct statx is laid out alike on all processors, unlike struct stat
    private static bool TryStat(int directory, byte[] path, int flags, out UnixFile file)
    {
        var buffer = new byte[StatxSize];
        if (Statx(directory, path, flags, BasicStats, buffer) != 0)
        {
            file = default;
            return false;
        }

        var mode = MemoryMarshal.Read<ushort>(buffer.AsSpan(28));
        file = new UnixFile(
            mode & TypeMask,
            mode & ~TypeMask,
            MemoryMarshal.Read<long>(buffer.AsSpan(40)),
            ((ulong)MemoryMarshal.Read<uint>(buffer.AsSpan(136)) << 32) | MemoryMarshal.Read<uint>(buffer.AsSpan(140)),
            MemoryMarshal.Read<ulong>(buffer.AsSpan(32)));
        return true;
    }

    private static byte[] ZeroTerminated(string path)
    {
        var bytes = new byte[Encoding.UTF8.GetByteCount(path) + 1];
        Encoding.UTF8.GetBytes(path, bytes);
        return bytes;
    }

    [DllImport("libc", EntryPoint = "statx", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Statx(int directory, byte[] path, int flags, uint mask, byte[] buffer);

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Open(byte[] path, int flags);
}
