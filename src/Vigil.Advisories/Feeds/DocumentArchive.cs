using System.Formats.Tar;
using System.IO.Compression;

namespace Vigil.Advisories.Feeds;

/// <summary>JSON documents of which a publisher has one for each entry: as files of a folder or packed as <c>.tar</c>, <c>.tar.gz</c>, <c>.tar.bz2</c>, <c>.tar.xz</c> or <c>.tar.zst</c>.</summary>
/// <param name="Open">Opens the file or the archive, unpacked.</param>
/// <param name="FileName">Name of the one document; empty for an archive.</param>
internal sealed record DocumentArchive(Func<Stream> Open, string FileName)
{
    private static readonly string[] ArchiveEndings = [".tar", ".tar.gz", ".tar.bz2", ".tar.xz", ".tar.zst"];

    /// <summary>What a folder has; single files first, so that they win over an older copy in an archive.</summary>
    public static IReadOnlyList<DocumentArchive> In(FeedFolder folder, string relative)
    {
        var singles = new[] { relative }.Concat(folder.Folders(relative).Select(sub => $"{relative}/{sub}"))
            .SelectMany(path => folder.Files(path).Where(IsDocument).Select(file => new DocumentArchive(() => folder.Open($"{path}/{file}"), file)));
        var archives = folder.Files(relative).Where(IsArchive).Select(file => new DocumentArchive(() => folder.OpenUnpacked($"{relative}/{file}"), ""));
        return [.. singles, .. archives];
    }

    /// <summary>The documents with their names, one at a time; a document that is too large has no content.</summary>
    public IEnumerable<(string Name, ReadOnlyMemory<byte>? Content)> Read(int maxDocumentBytes)
    {
        using var stream = Open();
        var buffer = new byte[1 << 16];
        if (FileName.Length > 0)
        {
            yield return (FileName, Load(stream, ref buffer, maxDocumentBytes));
            yield break;
        }

        using var tar = new TarReader(stream);
        while (tar.GetNextEntry() is { } entry)
        {
            if (entry.DataStream is not null && IsDocument(entry.Name))
            {
                yield return (Path.GetFileName(entry.Name), Load(entry.DataStream, ref buffer, maxDocumentBytes));
            }
        }
    }

    private static bool IsDocument(string name) => name.EndsWith(".json", StringComparison.Ordinal);

    private static bool IsArchive(string name) => Array.Exists(ArchiveEndings, ending => name.EndsWith(ending, StringComparison.Ordinal));

    private static ReadOnlyMemory<byte>? Load(Stream stream, ref byte[] buffer, int maxBytes)
    {
        var length = 0;
        for (int read; (read = stream.Read(buffer, length, buffer.Length - length)) > 0;)
        {
            length += read;
            if (length > maxBytes)
            {
                return null;
            }

            if (length == buffer.Length)
            {
                Array.Resize(ref buffer, buffer.Length * 2);
            }
        }

        return buffer.AsMemory(0, length);
    }
}
