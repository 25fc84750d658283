using System.Buffers;
using Microsoft.Win32.SafeHandles;
using Vigil.Scanning.Extraction;

namespace Vigil.Scanning.Artifacts.Directories;

/// <summary>A file on disk.</summary>
internal sealed class DiskFile(SafeFileHandle file, long length, long maxFileBytes, bool ownsFile = true) : FileContent, IDisposable
{
    // larger ones would stay in the pool of a process that goes on for months
    private const int LargestPooled = 1 << 20;

    private byte[] _whole = [];

    /// <inheritdoc/>
    public override long Length => length;

    private bool IsPooled => length <= LargestPooled;

    /// <inheritdoc/>
    public override int ReadAt(long offset, Span<byte> buffer)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        var done = 0;
        while (done < buffer.Length && RandomAccess.Read(file, buffer[done..], offset + done) is var count and > 0)
        {
            done += count;
        }

        return done;
    }

    /// <inheritdoc/>
    public override ReadOnlyMemory<byte> ReadAll(long maxBytes)
    {
        var bound = Math.Min(maxBytes, maxFileBytes);
        if (length > bound)
        {
            throw new InvalidDataException($"The file has {length} bytes, which is over the limit of {bound}.");
        }

        if (_whole.Length == 0 && length > 0)
        {
            _whole = IsPooled ? ArrayPool<byte>.Shared.Rent((int)length) : GC.AllocateUninitializedArray<byte>((int)length);
        }

        // a file that grows or shrinks while it is read gives what was there
        return _whole.AsMemory(0, ReadAt(0, _whole.AsSpan(0, (int)length)));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_whole.Length > 0 && IsPooled)
        {
            ArrayPool<byte>.Shared.Return(_whole);
        }

        _whole = [];

        if (ownsFile)
        {
            file.Dispose();
        }
    }
}
