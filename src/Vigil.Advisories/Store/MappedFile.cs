using System.Buffers;
using System.IO.MemoryMappedFiles;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Vigil.Advisories.Store;

/// <summary>A file as read-only memory, without a copy on the heap.</summary>
/// <remarks>
/// The one place that turns an address into a span. It stays mapped until it is disposed of, even when the object is collected before, so a span
/// can outlive every reference; the holder disposes of it when no span is in use. A published file is never changed or cut, only renamed and deleted.
/// </remarks>
internal sealed class MappedFile : MemoryManager<byte>
{
    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;
    private readonly SafeMemoryMappedViewHandle _handle;
    private readonly nint _address;
    private readonly int _length;
    private bool _disposed;

    private MappedFile(MemoryMappedFile file, MemoryMappedViewAccessor view, int length)
    {
        _file = file;
        _view = view;
        _handle = view.SafeMemoryMappedViewHandle;
        _length = length;
        var counted = false;
        _handle.DangerousAddRef(ref counted);
        _address = _handle.DangerousGetHandle() + (nint)view.PointerOffset;
    }

    /// <summary>Maps a whole file.</summary>
    /// <exception cref="StoreFormatException">It is empty or 2 GiB or longer.</exception>
    public static MappedFile Open(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 0);
        if (stream.Length is < StoreFormat.HeaderLength or > int.MaxValue)
        {
            throw new StoreFormatException($"{path} has {stream.Length} bytes; an advisory store has from {StoreFormat.HeaderLength} to {int.MaxValue}.");
        }

        var file = MemoryMappedFile.CreateFromFile(stream, mapName: null, 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: true);
        return new MappedFile(file, file.CreateViewAccessor(0, stream.Length, MemoryMappedFileAccess.Read), (int)stream.Length);
    }

    /// <inheritdoc/>
    public override Span<byte> GetSpan()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        return MemoryMarshal.CreateSpan(ref Unsafe.AddByteOffset(ref Unsafe.NullRef<byte>(), _address), _length);
    }

    /// <inheritdoc/>
    public override MemoryHandle Pin(int elementIndex = 0) => throw new NotSupportedException("A mapped store is read through spans.");

    /// <inheritdoc/>
    public override void Unpin()
    {
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (!disposing || _disposed)
        {
            return;
        }

        _disposed = true;
        _handle.DangerousRelease();
        _view.Dispose();
        _file.Dispose();
    }
}
