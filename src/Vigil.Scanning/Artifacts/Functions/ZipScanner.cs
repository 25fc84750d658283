using System.Text;
using System.Text.Unicode;
using Vigil.Domain.Diagnostics;
using Vigil.Scanning.Artifacts.Zip;
using Vigil.Scanning.Extraction;

namespace Vigil.Scanning.Artifacts.Functions;

/// <summary>Reads one zip of a function once, with the zips in it, and keeps what extractors find, like a layer of an image.</summary>
/// <param name="scanner">Offers files to the extractors.</param>
/// <param name="extractors">The extractors.</param>
/// <param name="budget">Bound on all that is unpacked.</param>
/// <param name="limits">Other bounds.</param>
/// <param name="layer">Takes what was found.</param>
internal sealed class ZipScanner(LayerScanner scanner, ExtractorSet extractors, UnpackingBudget budget, ScanLimits limits, LayerContentsBuilder layer)
{
    private const int MaxDepth = 4;
    private const int TypeMask = 0xF000, LinkType = 0xA000, ModeMask = 0xFFF;
    private const int MaxLinkBytes = 4_096;

    private int _encrypted;

    /// <summary>Reads all entries.</summary>
    /// <param name="zip">The archive.</param>
    /// <param name="folder">Where it is unpacked, with a slash at its end; empty for the root.</param>
    /// <param name="cancellation">Checked with every entry.</param>
    /// <exception cref="InvalidDataException">The archive is damaged.</exception>
    /// <exception cref="ScanLimitException">It is over a limit.</exception>
    public void Read(ZipReader zip, string folder, CancellationToken cancellation)
    {
        Read(zip, folder, depth: 0, cancellation);
        if (_encrypted > 0)
        {
            layer.Diagnostics.Report(ArtifactCodes.EntryUnreadable, folder, $"{_encrypted} entries are encrypted: what they hold is unknown.");
        }
    }

    private void Read(ZipReader zip, string folder, int depth, CancellationToken cancellation)
    {
        while (zip.MoveNext())
        {
            cancellation.ThrowIfCancellationRequested();
            var path = new byte[Encoding.UTF8.GetByteCount(folder) + zip.Name.Length];
            Encoding.UTF8.GetBytes(folder, path);
            zip.Name.CopyTo(path.AsSpan(path.Length - zip.Name.Length));

            // some tools on Windows write their own slash
            path.AsSpan().Replace((byte)'\\', (byte)'/');
            if (path.Length > limits.MaxPathBytes || !EntryPath.TryNormalize(path, out var length))
            {
                layer.Diagnostics.Report(ArtifactCodes.EntryRefused, Quote.Of(path), "The entry was refused: its path leads out of the archive or is too long.");
            }
            else if (length > 0)
            {
                ReadEntry(zip, Utf8.IsValid(path.AsSpan(0, length)) ? path.AsSpan(0, length) : Encoding.UTF8.GetBytes(EntryPath.ToText(path.AsSpan(0, length))), depth, cancellation);
            }
        }
    }

    private void ReadEntry(ZipReader zip, ReadOnlySpan<byte> path, int depth, CancellationToken cancellation)
    {
        var isDirectory = zip.Name is [] or [.., (byte)'/' or (byte)'\\'];
        layer.AddEntry(path, isDirectory);
        if (isDirectory)
        {
            return;
        }

        if (zip.Header.IsEncrypted)
        {
            _encrypted++;
            return;
        }

        try
        {
            if ((zip.Header.Attributes & TypeMask) == LinkType)
            {
                var target = Encoding.UTF8.GetString(zip.ReadContent(MaxLinkBytes));
                layer.AddLink(path, new EntryLink(target, IsHard: false, extractors.Wanting(new FileEntry(path, length: -1, zip.Header.Attributes & ModeMask))));
            }
            else if (path.EndsWith(".zip"u8))
            {
                ReadNested(zip, EntryPath.ToText(path), depth, cancellation);
            }
            else
            {
                ReadFile(zip, path);
            }
        }
        catch (InvalidDataException ex)
        {
            layer.Diagnostics.Report(ArtifactCodes.EntryUnreadable, EntryPath.ToText(path), $"The entry cannot be read: {ex.Message}");
        }
    }

    // an entry in a stream may not state its size: then it is read to its end, within the bounds of a file
    private void ReadFile(ZipReader zip, ReadOnlySpan<byte> path)
    {
        var mode = zip.Header.Attributes & ModeMask;
        if (zip.Header.Length < 0)
        {
            if (extractors.Wanting(new FileEntry(path, length: -1, mode)).Any)
            {
                using var whole = new MemoryStream(zip.ReadContent((int)limits.MaxFileBytes));
                scanner.ReadFile(new FileEntry(path, whole.Length, mode), whole.Read, layer);
            }

            return;
        }

        Stream? content = null;
        try
        {
            scanner.ReadFile(new FileEntry(path, zip.Header.Length, mode), buffer => (content ??= zip.OpenContent()).Read(buffer), layer);
        }
        finally
        {
            content?.Dispose();
        }
    }

    private void ReadNested(ZipReader zip, string path, int depth, CancellationToken cancellation)
    {
        if (depth == MaxDepth)
        {
            layer.Diagnostics.Report(ArtifactCodes.LimitReached, path, $"Zips are nested more than {MaxDepth} deep: this one was not opened.");
            return;
        }

        using var nested = new ZipForwardReader(zip.OpenContent(), budget);
        try
        {
            Read(nested, path + "!/", depth + 1, cancellation);
        }
        catch (InvalidDataException) when (!nested.IsZip)
        {
            // a name is no promise
        }
    }
}
