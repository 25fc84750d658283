using System.Text;
using System.Text.Unicode;
using Vigil.Scanning.Artifacts;
using Vigil.Scanning.Artifacts.Tar;

namespace Vigil.Scanning.Extraction;

/// <summary>Reads the tar of one layer once and keeps what extractors find, and what the merge must know.</summary>
/// <seealso href="https://github.com/opencontainers/image-spec/blob/v1.1.0/layer.md"/>
internal sealed class LayerScanner(ExtractorSet extractors, PathAliases aliases, ScanLimits limits, ScanMeter meter)
{
    private static ReadOnlySpan<byte> WhiteoutPrefix => ".wh."u8;

    private static ReadOnlySpan<byte> OpaqueName => ".wh..wh..opq"u8;

    /// <summary>What its results depend on beside the bytes of a layer.</summary>
    public string Signature => $"{extractors.Version}\n{limits}\n{aliases.Signature}";

    /// <summary>Reads the archive to the end of its stream.</summary>
    /// <param name="stream">The uncompressed tar.</param>
    /// <param name="layer">Takes what was found; also when the archive breaks off.</param>
    /// <param name="cancellation">Checked with every piece read.</param>
    /// <exception cref="InvalidDataException">The archive is damaged or over a limit.</exception>
    public void Read(Stream stream, LayerContentsBuilder layer, CancellationToken cancellation)
    {
        using var tar = new TarReader(stream, limits.MaxPathBytes, cancellation);
        while (tar.MoveNext())
        {
            meter.CountEntry();
            if (tar.Kind == TarEntryKind.Unusable)
            {
                layer.Diagnostics.Report(ArtifactCodes.EntryRefused, EntryPath.ToText(tar.Path), $"The entry was refused: {tar.Problem}.");
            }
            else if (!tar.Path.IsEmpty)
            {
                // paths that are no UTF-8 go on in their escaped form, so that the merge can compare them as text
                ReadEntry(tar, Utf8.IsValid(tar.Path) ? tar.Path : Encoding.UTF8.GetBytes(EntryPath.ToText(tar.Path)), layer);
            }
        }

        tar.Drain();
    }

    private void ReadEntry(TarReader tar, ReadOnlySpan<byte> path, LayerContentsBuilder layer)
    {
        var name = path[(path.LastIndexOf((byte)'/') + 1)..];
        if (name.StartsWith(WhiteoutPrefix))
        {
            ReadWhiteout(path, name, layer);
            return;
        }

        layer.AddEntry(path, tar.Kind == TarEntryKind.Directory);
        switch (tar.Kind)
        {
            case TarEntryKind.File:
                ReadFile(new FileEntry(path, tar.Length, tar.Mode), tar.Read, layer);
                break;
            case TarEntryKind.SymbolicLink or TarEntryKind.HardLink:
                var wanting = extractors.Wanting(new FileEntry(path, length: -1, tar.Mode));
                layer.AddLink(path, new EntryLink(EntryPath.ToText(tar.LinkTarget), tar.Kind == TarEntryKind.HardLink, wanting));
                break;
        }
    }

    /// <summary>Offers a file to the extractors, and keeps what they find in it.</summary>
    /// <param name="entry">The file, at the path of the entry just noted.</param>
    /// <param name="read">Reads on in its content, which is not touched when nobody wants it.</param>
    /// <param name="layer">Takes what was found.</param>
    public void ReadFile(in FileEntry entry, StreamedFile.ReadOn read, LayerContentsBuilder layer)
    {
        var readers = extractors.Wanting(entry);
        var aliasReaders = aliases.Find(entry, extractors, out var name) & ~readers;
        if (!(readers | aliasReaders).Any)
        {
            return;
        }

        using var content = new StreamedFile(read, entry.Length, limits.MaxFileBytes, isShared: readers.Count + aliasReaders.Count > 1);
        var file = !readers.Any ? null : extractors.Read(EntryPath.ToText(entry.Path), content, readers, limits);
        if (aliasReaders.Any)
        {
            var other = extractors.Read(name, content, aliasReaders, limits);
            file = file is null ? other : file with
            {
                Readers = readers | aliasReaders,
                Facts = [.. file.Facts, .. other.Facts],
                Diagnostics = [.. file.Diagnostics, .. other.Diagnostics],
            };
        }

        layer.AddFile(entry.Path, file!); // one of the two masks is not empty
    }

    private static void ReadWhiteout(ReadOnlySpan<byte> path, ReadOnlySpan<byte> name, LayerContentsBuilder layer)
    {
        var directory = path[..Math.Max(0, path.Length - name.Length - 1)];
        if (name.SequenceEqual(OpaqueName))
        {
            layer.AddEmptied(EntryPath.ToText(directory));
            return;
        }

        var deleted = name[WhiteoutPrefix.Length..];
        if (deleted.StartsWith(WhiteoutPrefix))
        {
            // bookkeeping of aufs, .wh..wh.aufs and the like
            return;
        }

        if (deleted.IsEmpty || deleted is [(byte)'.'] or [(byte)'.', (byte)'.'])
        {
            layer.Diagnostics.Report(ArtifactCodes.EntryRefused, EntryPath.ToText(path), "The deletion was refused: it names no file.");
            return;
        }

        layer.AddDeleted(directory.IsEmpty ? EntryPath.ToText(deleted) : $"{EntryPath.ToText(directory)}/{EntryPath.ToText(deleted)}");
    }
}
