using System.Formats.Tar;
using System.IO.Compression;

namespace Vigil.Advisories.Feeds;

/// <summary>JSON documents of which a publisher has one for each entry: as files of a folder or packed as <c>.tar</c>, <c>.tar.gz</c>, <c>.tar.bz2</c>, <c>.tar.xz</c> or <c>.tar.zst</c>.</summary>
/// <param name="Open">Opens the file or the archive, unpacked.</param>
/// <param name="Document">Path of the one document; empty for an archive.</param>
internal sealed record DocumentArchive(Func<Stream> Open, string Document)
{
    private static readonly string[] ArchiveEndings = [".tar", ".tar.gz", ".tar.bz2", ".tar.xz", ".tar.zst"];

    /// <summary>What a folder has; single files first, so that they win over an older copy in an archive.</summary>
    /// <param name="folder">The feed's folder.</param>
    /// <param name="relative">The folder in it.</param>
    /// <param name="depth">How many levels below it single files may stand.</param>
    public static IReadOnlyList<DocumentArchive> In(FeedFolder folder, string relative, int depth = 1)
    {
        var archives = folder.Files(relative).Where(IsArchive).Select(file => new DocumentArchive(() => folder.OpenUnpacked($"{relative}/{file}"), ""));
        return [.. Singles(folder, relative, depth), .. archives];
    }

    /// <summary>The documents with their names, one at a time; a document that is too large has no content.</summary>
    /// <param name="maxDocumentBytes">Bound on one document.</param>
    /// <param name="part">Folder of an archive that its documents must be in, or empty for all.</param>
    public IEnumerable<(string Name, ReadOnlyMemory<byte>? Content)> Read(int maxDocumentBytes, string part = "")
    {
        using var stream = Open();
        var buffer = new byte[1 << 16];
        if (Document.Length > 0)
        {
            yield return (Path.GetFileName(Document), Load(stream, ref buffer, maxDocumentBytes));
            yield break;
        }

        using var tar = new TarReader(stream);
        while (tar.GetNextEntry() is { } entry)
        {
            if (entry.DataStream is not null && IsDocument(entry.Name) && entry.Name.Contains(part, StringComparison.Ordinal))
            {
                yield return (Path.GetFileName(entry.Name), Load(entry.DataStream, ref buffer, maxDocumentBytes));
            }
        }
    }

    private static IEnumerable<DocumentArchive> Singles(FeedFolder folder, string relative, int depth)
    {
        var here = folder.Files(relative).Where(IsDocument).Select(file => $"{relative}/{file}").Select(path => new DocumentArchive(() => folder.Open(path), path));
        return depth == 0 ? here : here.Concat(folder.Folders(relative).SelectMany(sub => Singles(folder, $"{relative}/{sub}", depth - 1)));
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
