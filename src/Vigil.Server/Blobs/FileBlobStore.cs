namespace Vigil.Server.Blobs;

/// <summary>Buckets as directories, objects as files. A bucket is made when something is written to it.</summary>
/// <param name="root">Directory of the buckets.</param>
internal sealed class FileBlobStore(string root) : IBlobStore
{
    private const int LongestKey = 1_024;

    public async Task WriteAsync(string bucket, string key, string contentType, Action<Stream> write, CancellationToken cancellation)
    {
        var path = PathOf(bucket, key);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        // one writer works on an object; what a process that died left behind is written over
        var unfinished = $"{path}.part";
        try
        {
            await using (var file = new FileStream(unfinished, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16))
            {
                write(file);
                file.Flush(flushToDisk: true);
            }

            cancellation.ThrowIfCancellationRequested();
            File.Move(unfinished, path, overwrite: true);
        }
        finally
        {
            File.Delete(unfinished);
        }
    }

    private string PathOf(string bucket, string key)
    {
        if (!IsBucket(bucket))
        {
            throw new BlobException("BUCKET_NOT_FOUND", $"There can be no bucket {bucket}: a name has 3 to 63 small letters, digits, '-' and '.'.");
        }

        // nothing leaves its bucket
        var parts = key.Split('/');
        var isInside = key.Length <= LongestKey && Array.TrueForAll(parts, part => part is not ("" or "." or "..") && part.Length <= 255 && !part.Contains('\0', StringComparison.Ordinal));
        return isInside
            ? Path.Combine([root, bucket, .. parts])
            : throw new BlobException("INVALID_PERMISSIONS", "The key is no path of files within the bucket.");
    }

    private static bool IsBucket(string name) =>
        name.Length is >= 3 and <= 63
        && !name.StartsWith('.') && !name.Contains("..", StringComparison.Ordinal)
        && name.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter is '-' or '.');
}
