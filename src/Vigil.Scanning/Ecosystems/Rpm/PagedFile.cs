using Vigil.Scanning.Extraction;

namespace Vigil.Scanning.Ecosystems.Rpm;

/// <summary>A file of pages of one size.</summary>
/// <param name="file">The file.</param>
/// <param name="pageSize">Bytes of a page; checked by the caller.</param>
internal sealed class PagedFile(FileContent file, int pageSize)
{
    public int PageSize => pageSize;

    /// <summary>Number of whole pages.</summary>
    public long Count => file.Length / pageSize;

    public byte[] NewPage() => new byte[pageSize];

    /// <summary>Reads a page.</summary>
    /// <param name="index">Number from 0.</param>
    /// <param name="page">Memory of one page.</param>
    /// <exception cref="InvalidDataException">The file has no such page.</exception>
    public void Read(long index, Span<byte> page)
    {
        if (index < 0 || index >= Count || file.ReadAt(index * pageSize, page) != pageSize)
        {
            throw new InvalidDataException($"Page {index} lies outside the file of {Count} pages.");
        }
    }
}
