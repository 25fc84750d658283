using System.Security.Cryptography;

namespace Vigil.Advisories.Distribution;

/// <summary>The blobs that have come, each a file with the name of its digest, so that a pull which dies goes on where it was.</summary>
internal sealed class BlobCache(IArtifactRepository repository, string directory)
{
    /// <summary>Bytes that came over the network.</summary>
    public long BytesFetched { get; private set; }

    /// <summary>Blobs that came over the network.</summary>
    public int BlobsFetched { get; private set; }

    /// <summary>Blobs that were here from a pull that did not end.</summary>
    public int BlobsFound { get; private set; }

    /// <summary>Where the blobs lie.</summary>
    public string Directory { get; } = directory;

    /// <summary>Where a blob lies when it has come.</summary>
    public string PathOf(ArtifactBlob blob) => Path.Combine(Directory, blob.Hexadecimal);

    /// <summary>Opens a blob, after it has come whole and its digest is true.</summary>
    /// <exception cref="DistributionException">The registry has it not, or other content under its digest.</exception>
    public async Task<Stream> OpenAsync(ArtifactBlob blob, CancellationToken cancellation)
    {
        System.IO.Directory.CreateDirectory(Directory);
        var path = PathOf(blob);
        if (await IsWholeAsync(path, blob, cancellation))
        {
            BlobsFound++;
        }
        else
        {
            await FetchAsync(path, blob, cancellation);
        }

        return File.OpenRead(path);
    }

    /// <summary>Forgets all blobs: they have served.</summary>
    public void Clear()
    {
        if (System.IO.Directory.Exists(Directory))
        {
            System.IO.Directory.Delete(Directory, recursive: true);
        }
    }

    private static async Task<bool> IsWholeAsync(string path, ArtifactBlob blob, CancellationToken cancellation)
    {
        if (!File.Exists(path))
        {
            return false;
        }

        await using var stream = File.OpenRead(path);
        return stream.Length == blob.Size && Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancellation)) == blob.Hexadecimal;
    }

    private async Task FetchAsync(string path, ArtifactBlob blob, CancellationToken cancellation)
    {
        await using var source = await repository.OpenBlobAsync(blob.Digest, cancellation)
            ?? throw new DistributionException($"The registry lists blob {blob.Digest} and has it not: push the generation again.");
        var part = path + ".part";
        await using (var file = new FileStream(part, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0))
        {
            await CopyAsync(source, file, blob, cancellation);
            file.Flush(flushToDisk: true);
        }

        File.Move(part, path, overwrite: true);
        BlobsFetched++;
    }

    private async Task CopyAsync(Stream source, Stream file, ArtifactBlob blob, CancellationToken cancellation)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[64 << 10];
        var left = blob.Size;
        for (int read; (read = await ReadAsync(source, buffer, blob, cancellation)) > 0;)
        {
            left -= read;
            BytesFetched += read;
            if (left < 0)
            {
                break;
            }

            hash.AppendData(buffer, 0, read);
            await file.WriteAsync(buffer.AsMemory(0, read), cancellation);
        }

        if (left > 0)
        {
            throw new DistributionException($"The connection ended {left} bytes before the end of blob {blob.Digest}: pull again, it goes on where it was.");
        }

        if (left < 0 || Convert.ToHexStringLower(hash.GetHashAndReset()) != blob.Hexadecimal)
        {
            throw new DistributionException($"The registry answered with other content than blob {blob.Digest}: it was damaged or tampered with. Nothing was replaced.");
        }
    }

    // the network fails as the disk does, with an IOException, and only the network is worth another try
    private static async Task<int> ReadAsync(Stream source, Memory<byte> buffer, ArtifactBlob blob, CancellationToken cancellation)
    {
        try
        {
            return await source.ReadAsync(buffer, cancellation);
        }
        catch (Exception ex) when (ex is IOException or HttpRequestException)
        {
            throw new DistributionException($"The connection broke in blob {blob.Digest}: pull again, it goes on where it was. {ex.Message}", ex);
        }
    }
}
