namespace Vigil.Advisories.Feeds;

/// <summary>Opens documents that publishers pack.</summary>
internal static class Unpacking
{
    /// <summary>Opens a document, unpacking it when its name ends with <c>.gz</c>, <c>.bz2</c>, <c>.xz</c> or <c>.zst</c>.</summary>
    public static Stream OpenUnpacked(this FeedFolder folder, string relative)
    {
        var stream = folder.Open(relative);
        return Path.GetExtension(relative) switch
        {
            ".gz" => PackedStream.Gzip(stream),
            ".bz2" => PackedStream.Bzip2(stream),
            ".xz" => PackedStream.Xz(stream),
            ".zst" => PackedStream.Zstd(stream),
            _ => stream,
        };
    }

    /// <summary>The whole document, unpacked.</summary>
    /// <exception cref="FormatException">It has more than <paramref name="maxBytes"/> bytes.</exception>
    public static byte[] LoadUnpacked(this FeedFolder folder, string relative, int maxBytes)
    {
        using var stream = folder.OpenUnpacked(relative);
        return stream.ReadBounded(maxBytes);
    }

    /// <summary>The rest of the stream.</summary>
    /// <exception cref="FormatException">It has more than <paramref name="maxBytes"/> bytes.</exception>
    public static byte[] ReadBounded(this Stream stream, int maxBytes)
    {
        using var bytes = new MemoryStream();
        var chunk = new byte[1 << 16];
        for (int read; (read = stream.Read(chunk)) > 0;)
        {
            if (bytes.Length + read > maxBytes)
            {
                throw new FormatException($"The document has more than {maxBytes} bytes.");
            }

            bytes.Write(chunk, 0, read);
        }

        return bytes.ToArray();
    }
}
