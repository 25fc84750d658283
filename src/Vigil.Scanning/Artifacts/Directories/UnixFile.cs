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
    private const int UsualPathBytes = 512;

    private const int ReadOnly = 0, NonBlocking = 0x800, CloseOnExec = 0x80000;

    // one of the few constants of open(2) that differ between processors
    private static readonly int NoFollow = RuntimeInformation.ProcessArchitecture is Architecture.Arm64 or Architecture.Arm ? 0x8000 : 0x20000;

    public bool IsDirectory => Type == DirectoryType;

    public bool IsRegular => Type == RegularType;

    public bool IsLink => Type == LinkType;

    /// <summary>Looks at a path; a symbolic link as its last segment is looked at itself.</summary>
    public static bool TryGet(string path, out UnixFile file) =>
        TryStat(AtCurrentDirectory, path, AtNoFollow | AtNoAutomount, out file);

    /// <summary>Looks at what a path leads to.</summary>
    public static bool TryGetTarget(string path, out UnixFile file) =>
        TryStat(AtCurrentDirectory, path, AtNoAutomount, out file);

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
        if (TryStat(descriptor, "", AtEmptyPath, out file) && file.IsRegular)
        {
            return handle;
        }

        handle.Dispose();
        throw new IOException("It is no regular file.");
    }

    // struct statx is laid out alike on all processors, unlike struct stat
    private static bool TryStat(int directory, string path, int flags, out UnixFile file)
    {
        Span<byte> buffer = stackalloc byte[StatxSize];
        Span<byte> usual = stackalloc byte[UsualPathBytes];
        var name = Encoding.UTF8.GetMaxByteCount(path.Length) < usual.Length ? usual[..(Encoding.UTF8.GetBytes(path, usual) + 1)] : ZeroTerminated(path);
        if (Statx(directory, ref MemoryMarshal.GetReference(name), flags, BasicStats, ref MemoryMarshal.GetReference(buffer)) != 0)
        {
            file = default;
            return false;
        }

        var mode = MemoryMarshal.Read<ushort>(buffer[28..]);
        file = new UnixFile(
            mode & TypeMask,
            mode & ~TypeMask,
            MemoryMarshal.Read<long>(buffer[40..]),
            ((ulong)MemoryMarshal.Read<uint>(buffer[136..]) << 32) | MemoryMarshal.Read<uint>(buffer[140..]),
            MemoryMarshal.Read<ulong>(buffer[32..]));
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
    private static extern int Statx(int directory, ref byte path, int flags, uint mask, ref byte buffer);

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Open(byte[] path, int flags);
}
