using Microsoft.Win32.SafeHandles;
using Vigil.Scanning.Artifacts.Layers;

namespace Vigil.Scanning.Artifacts.Images;

/// <summary>A run of bytes of a file. Several slices of one file can be read at the same time, since each reads at its own place.</summary>
internal sealed class SlicedStream(SafeFileHandle file, long offset, long length, bool ownsFile) : ReadOnlyStream
{
    private long _position;

    public override bool CanSeek => true;

    public override long Length => length;

    public override long Position
    {
        get => _position;
        set => _position = Math.Clamp(value, 0, length);
    }

    /// <summary>Opens a whole file.</summary>
    public static SlicedStream OpenFile(string path)
    {
        var file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, FileOptions.SequentialScan);
        return new SlicedStream(file, 0, RandomAccess.GetLength(file), ownsFile: true);
    }

    public override int Read(Span<byte> buffer)
    {
        var count = RandomAccess.Read(file, buffer[..(int)Math.Min(buffer.Length, length - _position)], offset + _position);
        _position += count;
        return count;
    }

    public override long Seek(long offset, SeekOrigin origin) => Position = origin switch
    {
        SeekOrigin.Begin => offset,
        SeekOrigin.Current => _position + offset,
        _ => length + offset,
    };

    protected override void Dispose(bool disposing)
    {
        if (disposing && ownsFile)
        {
            file.Dispose();
        }

        base.Dispose(disposing);
    }
}
