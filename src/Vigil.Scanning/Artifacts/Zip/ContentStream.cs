using Vigil.Scanning.Artifacts.Layers;
using Vigil.Scanning.Extraction;

namespace Vigil.Scanning.Artifacts.Zip;

/// <summary>A run of bytes of a file's content.</summary>
internal sealed class ContentStream(FileContent file, long offset, long length) : ReadOnlyStream
{
    private long _done;

    public override int Read(Span<byte> buffer)
    {
        var count = file.ReadAt(offset + _done, buffer[..(int)Math.Min(buffer.Length, length - _done)]);
        _done += count;
        return count;
    }
}
