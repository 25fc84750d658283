namespace Vigil.Scanning.Artifacts.Tar;

/// <summary>Which parts of a sparse file are stored; the rest of it are zeros that cost nothing.</summary>
internal sealed class SparseMap
{
    /// <summary>Bound on the parts of one file; more is no sparse file but an attack on memory.</summary>
    public const int MaxParts = 1 << 16;

    private readonly List<(long Offset, long Length)> _parts = [];

    /// <summary>Stored bytes, all parts together.</summary>
    public long StoredBytes { get; private set; }

    /// <summary>The parts in ascending order.</summary>
    public IReadOnlyList<(long Offset, long Length)> Parts => _parts;

    /// <summary>Adds the next part.</summary>
    /// <returns><see langword="false"/> when parts overlap, run backwards or are too many.</returns>
    public bool TryAdd(long offset, long length)
    {
        var end = _parts.Count == 0 ? 0 : _parts[^1].Offset + _parts[^1].Length;
        if (offset < end || length < 0 || offset > long.MaxValue - length || _parts.Count == MaxParts)
        {
            return false;
        }

        _parts.Add((offset, length));
        StoredBytes += length;
        return true;
    }

    /// <summary>Whether all parts lie within the file and their bytes are there.</summary>
    public bool Fits(long realSize, long storedBytes) =>
        StoredBytes <= storedBytes && (_parts.Count == 0 || _parts[^1].Offset + _parts[^1].Length <= realSize);

    /// <summary>Adds the pairs of an old GNU header or of a block that extends it; an unused pair is empty.</summary>
    public bool TryAddGnuPairs(ReadOnlySpan<byte> pairs)
    {
        for (; pairs.Length >= 24 && pairs[0] != 0; pairs = pairs[24..])
        {
            if (!TarNumber.TryParse(pairs[..12], out var offset) || !TarNumber.TryParse(pairs.Slice(12, 12), out var length)
                || !TryAdd(offset, length))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Adds the pairs of <c>GNU.sparse.map</c> (PAX 0.1): numbers with commas between them.</summary>
    public bool TryAddList(ReadOnlySpan<byte> list)
    {
        while (!list.IsEmpty)
        {
            if (!TryTake(ref list, out var offset) || !TryTake(ref list, out var length) || !TryAdd(offset, length))
            {
                return false;
            }
        }

        return true;
    }

    private static bool TryTake(ref ReadOnlySpan<byte> list, out long number)
    {
        var comma = list.IndexOf((byte)',');
        var text = comma < 0 ? list : list[..comma];
        list = comma < 0 ? default : list[(comma + 1)..];
        return TarNumber.TryParseDecimal(text, out number);
    }
}
