namespace Vigil.Scanning.Extraction;

/// <summary>A file whose bytes are in memory.</summary>
/// <param name="bytes">The content.</param>
public sealed class MemoryFile(ReadOnlyMemory<byte> bytes) : FileContent
{
    /// <inheritdoc/>
    public override long Length => bytes.Length;

    /// <inheritdoc/>
    public override int ReadAt(long offset, Span<byte> buffer)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        if (offset >= bytes.Length)
        {
            return 0;
        }

        var part = bytes.Span[(int)offset..];
        var count = Math.Min(part.Length, buffer.Length);
        part[..count].CopyTo(buffer);
        return count;
    }

    /// <inheritdoc/>
    public override ReadOnlyMemory<byte> ReadAll(long maxBytes) => bytes.Length <= maxBytes
        ? bytes
        : throw new InvalidDataException($"The file has {bytes.Length} bytes, which is over the limit of {maxBytes}.");
}
