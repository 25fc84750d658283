namespace Vigil.Scanning.Extraction;

/// <summary>The content of one file of an artifact, wherever it lies: in a layer's stream, in memory, on a mounted disk.</summary>
public abstract class FileContent
{
    /// <summary>Size, bytes.</summary>
    public abstract long Length { get; }

    /// <summary>Reads up to <paramref name="buffer"/>'s length from an offset; fewer bytes only at the end of the file.</summary>
    public abstract int ReadAt(long offset, Span<byte> buffer);

    /// <summary>The whole content. The memory is only valid during the call of the extractor that asked.</summary>
    /// <exception cref="InvalidDataException">The file is longer than <paramref name="maxBytes"/>.</exception>
    public abstract ReadOnlyMemory<byte> ReadAll(long maxBytes);
}
