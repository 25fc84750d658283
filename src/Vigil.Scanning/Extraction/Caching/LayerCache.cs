using System.Security.Cryptography;
using System.Text;

namespace Vigil.Scanning.Extraction.Caching;

/// <summary>What layers gave when they were read, in files of a directory, so that an image costs only the layers that no image before it had.</summary>
/// <remarks>
/// A key names the blob, the tar in it, and all that the result depends on beside them: extractors with their versions, limits, second names. A file begins with the
/// digest of its content; one that does not agree is no answer and goes. What was used longest ago goes when there are too many bytes. For any number of threads and
/// processes.
/// </remarks>
/// <param name="directory">Where; made when it is not there.</param>
/// <param name="maxBytes">Most bytes that all files may have together.</param>
/// <param name="clock">The time.</param>
public sealed class LayerCache(string directory, long maxBytes, TimeProvider clock)
{
    private const string Extension = ".layer";

    private long _bytes = -1;
    private long _hits;
    private long _misses;

    /// <summary>Layers that needed not be read.</summary>
    public long Hits => Interlocked.Read(ref _hits);

    /// <summary>Layers that had to be read.</summary>
    public long Misses => Interlocked.Read(ref _misses);

    internal static string KeyOf(string blob, string tar, string signature) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{LayerCodec.Version}\n{blob}\n{tar}\n{signature}")));

    /// <summary>What a layer gave; <see langword="null"/> when that is not known.</summary>
    internal LayerContents? Find(string key)
    {
        var path = PathOf(key);
        try
        {
            var bytes = File.ReadAllBytes(path);
            if (bytes.Length > SHA256.HashSizeInBytes && SHA256.HashData(bytes.AsSpan(SHA256.HashSizeInBytes)).AsSpan().SequenceEqual(bytes.AsSpan(0, SHA256.HashSizeInBytes)))
            {
                var contents = LayerCodec.Read(bytes.AsMemory(SHA256.HashSizeInBytes));
                File.SetLastAccessTimeUtc(path, clock.GetUtcNow().UtcDateTime); // mounts are often told not to note it themselves
                Interlocked.Increment(ref _hits);
                return contents;
            }

            File.Delete(path);
        }
        catch (Exception ex) when (ex is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            // not there, or being replaced: the layer is read
        }

        Interlocked.Increment(ref _misses);
        return null;
    }

    /// <summary>Keeps what a layer gave. A disk that is full keeps nobody from scanning.</summary>
    internal void Keep(string key, LayerContents contents)
    {
        if (LayerCodec.TryWrite(contents) is not { } content || content.Length + SHA256.HashSizeInBytes > maxBytes)
        {
            return;
        }

        try
        {
            Directory.CreateDirectory(directory);
            var temporary = Path.Combine(directory, $"{key}.{Guid.NewGuid():N}.new");
            using (var file = File.Create(temporary))
            {
                file.Write(SHA256.HashData(content));
                file.Write(content);
            }

            File.Move(temporary, PathOf(key), overwrite: true);
            MakeRoom(content.Length + SHA256.HashSizeInBytes);
        }
        catch (Exception ex) when (ex is IOException or UnauthorizedAccessException)
        {
            // the next image reads the layer again
        }
    }

    private string PathOf(string key) => Path.Combine(directory, key + Extension);

    private void MakeRoom(long added)
    {
        if (Interlocked.Read(ref _bytes) >= 0 && Interlocked.Add(ref _bytes, added) <= maxBytes)
        {
            return;
        }

        var files = new DirectoryInfo(directory).GetFiles().OrderByDescending(file => file.LastAccessTimeUtc).ToList();
        long kept = 0;
        foreach (var file in files)
        {
            if (kept + file.Length > maxBytes)
            {
                file.Delete();
            }
            else
            {
                kept += file.Length;
            }
        }

        Interlocked.Exchange(ref _bytes, kept);
    }
}
