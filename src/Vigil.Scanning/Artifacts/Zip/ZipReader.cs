using System.IO.Compression;
using Vigil.Scanning.Extraction;

namespace Vigil.Scanning.Artifacts.Zip;

/// <summary>The entries of a zip, one after the other. Nothing is kept of an entry that was passed.</summary>
/// <remarks>
/// There are two ways to read one. <see cref="ZipDirectoryReader"/> starts from the directory at the end, as every tool does, and reads nothing else
/// than what is asked for. <see cref="ZipForwardReader"/> reads from front to back, for archives in a stream, which may be larger than memory.
/// </remarks>
internal abstract class ZipReader(UnpackingBudget budget) : IDisposable
{
    /// <summary>Name of the entry as stored; valid until the next call of <see cref="MoveNext"/>.</summary>
    public abstract ReadOnlySpan<byte> Name { get; }

    /// <summary>What is said of the entry.</summary>
    public ZipHeader Header { get; protected set; }

    /// <summary>Opens an archive in the way that its content can be read.</summary>
    public static ZipReader Open(FileContent content, UnpackingBudget budget) =>
        content.IsForwardOnly ? new ZipForwardReader(content.OpenForward(), budget) : new ZipDirectoryReader(content, budget);

    /// <summary>Moves to the next entry.</summary>
    /// <exception cref="InvalidDataException">The archive is damaged here.</exception>
    /// <exception cref="ScanLimitException">It has too many entries.</exception>
    public bool MoveNext()
    {
        budget.CountEntry();
        return MoveToNext();
    }

    /// <summary>The unpacked content of the entry, once and until the next call of <see cref="MoveNext"/>.</summary>
    /// <exception cref="InvalidDataException">It is encrypted, or compressed in a way that is not known.</exception>
    public Stream OpenContent()
    {
        if (Header.IsEncrypted)
        {
            throw new InvalidDataException("The entry is encrypted.");
        }

        return Header.Method switch
        {
            ZipFormat.Stored => new BudgetedStream(OpenPacked(), budget),
            ZipFormat.Deflated => new BudgetedStream(new DeflateStream(OpenPacked(), CompressionMode.Decompress), budget),
            _ => throw new InvalidDataException($"The entry is compressed with method {Header.Method}, which is not supported."),
        };
    }

    /// <summary>The unpacked content in memory.</summary>
    /// <exception cref="InvalidDataException">It is longer than <paramref name="maxBytes"/>, damaged, or cannot be opened.</exception>
    public byte[] ReadContent(int maxBytes)
    {
        using var content = OpenContent();
        using var copy = new MemoryStream((int)Math.Clamp(Header.Length, 0, Math.Min(maxBytes, 64 << 10)));
        Span<byte> piece = stackalloc byte[4096];
        while (content.ReadAtLeast(piece, piece.Length, throwOnEndOfStream: false) is var count and > 0)
        {
            if (copy.Length + count > maxBytes)
            {
                throw new InvalidDataException($"The entry is longer than {maxBytes} bytes.");
            }

            copy.Write(piece[..count]);
        }

        return copy.ToArray();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <inheritdoc cref="MoveNext"/>
    protected abstract bool MoveToNext();

    /// <summary>The content of the entry as stored.</summary>
    protected abstract Stream OpenPacked();

    /// <summary>Gives buffers back.</summary>
    protected abstract void Dispose(bool disposing);
}
