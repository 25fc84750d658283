using System.IO.Compression;
using Vigil.Advisories.Store;

namespace Vigil.Advisories.Distribution;

/// <summary>Cuts a generation file into compressed pieces and puts them together again. A piece that has come is never fetched twice.</summary>
public static class GenerationPieces
{
    /// <summary>Length of a piece before it is compressed; the last one is shorter.</summary>
    public const int PieceBytes = 4 << 20;

    /// <summary>Bound on any blob of a generation.</summary>
    internal const int MaxBlobBytes = 64 << 20;

    private const int Quality = 5;

    /// <summary>Reads a file as compressed pieces.</summary>
    internal static IEnumerable<byte[]> Read(Stream generation)
    {
        var buffer = new byte[PieceBytes];
        while (generation.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false) is var length and > 0)
        {
            yield return Compress(buffer.AsSpan(0, length), Quality);
        }
    }

    /// <summary>Appends a piece to a file.</summary>
    /// <exception cref="StoreFormatException">It is damaged, or longer than a piece.</exception>
    internal static void Append(Stream piece, Stream generation) => Inflate(piece, generation, PieceBytes);

    internal static byte[] Compress(ReadOnlySpan<byte> content, int quality)
    {
        using var compressed = new MemoryStream();
        using (var brotli = new BrotliStream(compressed, new BrotliCompressionOptions { Quality = quality }, leaveOpen: true))
        {
            brotli.Write(content);
        }

        return compressed.ToArray();
    }

    /// <exception cref="StoreFormatException">It is damaged, or longer than it may be.</exception>
    internal static void Inflate(Stream compressed, Stream output, int maxBytes)
    {
        using var brotli = new BrotliStream(compressed, CompressionMode.Decompress, leaveOpen: true);
        var buffer = new byte[64 << 10];
        try
        {
            for (int read; (read = brotli.Read(buffer)) > 0; maxBytes -= read)
            {
                if (read > maxBytes)
                {
                    throw new StoreFormatException("A part of the generation is longer than it may be.");
                }

                output.Write(buffer.AsSpan(0, read));
            }
        }
        catch (InvalidDataException ex)
        {
            throw new StoreFormatException("A part of the generation does not inflate.", ex);
        }
    }
}
