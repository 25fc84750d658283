using System.Globalization;
using System.Text;
using Vigil.Domain.Diagnostics;
using Vigil.Scanning.Artifacts;

namespace Vigil.Scanning.Extraction;

/// <summary>The extractors of a scan.</summary>
internal sealed class ExtractorSet
{
    private readonly IFileExtractor[] _extractors;
    private readonly byte[][][] _places;

    public ExtractorSet(IReadOnlyList<IFileExtractor> extractors)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(extractors.Count, ExtractorMask.Capacity);
        _extractors = [.. extractors];
        _places = [.. extractors.Select(e => e.Places.Select(Encoding.UTF8.GetBytes).ToArray())];
        for (var i = 0; i < _extractors.Length; i++)
        {
            Placed |= _places[i].Length > 0 ? ExtractorMask.Of(i) : ExtractorMask.None;
        }
    }

    /// <summary>Names and versions of the extractors in their order: with other ones the same bytes may give other facts.</summary>
    public string Version => string.Join(';', _extractors.Select(extractor => string.Create(CultureInfo.InvariantCulture, $"{extractor.Name}/{extractor.Version}")));

    /// <summary>The extractors that look in named places only.</summary>
    public ExtractorMask Placed { get; }

    /// <summary>Whether some extractor may want a file anywhere.</summary>
    public bool LooksEverywhere => _extractors.Length > 0 && Placed.Count < _extractors.Length;

    /// <summary>All places, each with the extractors that named it, in ordinal order.</summary>
    public IReadOnlyList<(string Place, ExtractorMask Extractors)> Places => [.. _extractors
        .SelectMany((extractor, index) => extractor.Places.Select(place => (Place: place, Extractor: ExtractorMask.Of(index))))
        .GroupBy(pair => pair.Place, StringComparer.Ordinal)
        .Select(group => (group.Key, group.Aggregate(ExtractorMask.None, (mask, pair) => mask | pair.Extractor)))
        .OrderBy(pair => pair.Key, StringComparer.Ordinal)];

    /// <summary>Which extractors want the file.</summary>
    public ExtractorMask Wanting(in FileEntry entry) => Wanting(entry, ExtractorMask.All);

    /// <summary>Which of some extractors want the file.</summary>
    public ExtractorMask Wanting(in FileEntry entry, ExtractorMask asked)
    {
        var wanting = ExtractorMask.None;
        for (var i = 0; i < _extractors.Length; i++)
        {
            if (asked.Has(i) && IsPlaced(entry.Path, _places[i]) && _extractors[i].Wants(entry))
            {
                wanting |= ExtractorMask.Of(i);
            }
        }

        return wanting;
    }

    /// <summary>Which extractors have this path within their places.</summary>
    public ExtractorMask PlacedAt(string path)
    {
        var bytes = Encoding.UTF8.GetBytes(path);
        var placed = ExtractorMask.None;
        for (var i = 0; i < _extractors.Length; i++)
        {
            placed |= _places[i].Length > 0 && IsPlaced(bytes, _places[i]) ? ExtractorMask.Of(i) : ExtractorMask.None;
        }

        return placed;
    }

    /// <summary>Lets extractors read a file. Whatever one of them throws is a diagnostic of the file.</summary>
    public ScannedFile Read(string path, FileContent content, ExtractorMask readers, ScanLimits limits)
    {
        var sink = new FactSink(limits);
        for (var i = 0; i < _extractors.Length; i++)
        {
            if (!readers.Has(i))
            {
                continue;
            }

            try
            {
                _extractors[i].Extract(path, content, sink);
            }
            catch (Exception ex) when (ex is not OperationCanceledException)
            {
                sink.Report(ArtifactCodes.FileUnreadable, path, $"{_extractors[i].Name}: {ex.Message}");
            }
        }

        return new ScannedFile(path, readers, sink.Facts, sink.Diagnostics);
    }

    private static bool IsPlaced(ReadOnlySpan<byte> path, byte[][] places)
    {
        if (places.Length == 0)
        {
            return true;
        }

        foreach (var place in places)
        {
            if (EntryPath.IsWithin(path, place))
            {
                return true;
            }
        }

        return false;
    }
}

/// <summary>A file that extractors have read.</summary>
/// <param name="ReadAs">The path under which they know it; differs from where it lies when a link leads to it.</param>
/// <param name="Readers">Those who read it.</param>
/// <param name="Facts">What it says.</param>
/// <param name="Diagnostics">What of it could not be read.</param>
internal sealed record ScannedFile(string ReadAs, ExtractorMask Readers, IReadOnlyList<FileFact> Facts, IReadOnlyList<Diagnostic> Diagnostics);
