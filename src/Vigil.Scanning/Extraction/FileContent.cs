using Vigil.Scanning.Artifacts.Zip;

namespace Vigil.Scanning.Extraction;

/// <summary>The content of one file of an artifact, wherever it lies: in a layer's stream, in memory, on a mounted disk.</summary>
public abstract class FileContent
{
    /// <summary>Size, bytes.</summary>
    public abstract long Length { get; }

    /// <summary>Reads up to <paramref name="buffer"/>'s length from an offset; fewer bytes only at the end of the file.</summary>
    public abstract int ReadAt(long offset, Span<byte> buffer);

    /// <summary>
    /// Whether the content passes by in a stream, so that everything up to the last byte asked for must be kept. <see cref="OpenForward"/> spares that.
    /// </summary>
    public virtual bool IsForwardOnly => false;

    /// <summary>
    /// Reads from the first byte on. Of content that is <see cref="IsForwardOnly"/> nothing is kept on the way: once, and no other reading after it.
    /// </summary>
    public virtual Stream OpenForward() => new ContentStream(this, 0, Length);

    /// <summary>The whole content. The memory is only valid during the call of the extractor that asked.</summary>
    /// <exception cref="InvalidDataException">The file is longer than <paramref name="maxBytes"/>.</exception>
    public abstract ReadOnlyMemory<byte> ReadAll(long maxBytes);
}
