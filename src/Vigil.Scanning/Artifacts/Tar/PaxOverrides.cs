namespace Vigil.Scanning.Artifacts.Tar;

/// <summary>What PAX records say of the next entry's size and holes.</summary>
internal struct PaxOverrides
{
    private long _offset;

    /// <summary>Stored size.</summary>
    public long? Size { get; private set; }

    /// <summary>Size of a sparse file with its holes.</summary>
    public long? RealSize { get; private set; }

    /// <summary>Parts of a sparse file (forms 0.0 and 0.1).</summary>
    public SparseMap? Map { get; private set; }

    /// <summary>Whether the map stands at the head of the content (form 1.0).</summary>
    public bool MapIsInContent { get; private set; }

    public bool MapIsBroken { get; private set; }

    /// <summary>Whether a record could not be read.</summary>
    public bool IsBroken { get; set; }

    public readonly bool IsSparse => MapIsInContent || Map is not null || MapIsBroken;

    public void Take(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
    {
        if (key.SequenceEqual("size"u8))
        {
            Size = Number(value);
        }
        else if (key.StartsWith("GNU.sparse."u8))
        {
            TakeSparse(key["GNU.sparse.".Length..], value);
        }
    }

    private void TakeSparse(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
    {
        if (key.SequenceEqual("realsize"u8) || key.SequenceEqual("size"u8))
        {
            RealSize = Number(value);
        }
        else if (key.SequenceEqual("major"u8))
        {
            MapIsInContent = value.SequenceEqual("1"u8);
        }
        else if (key.SequenceEqual("map"u8))
        {
            Map = new SparseMap();
            MapIsBroken |= !Map.TryAddList(value);
        }
        else if (key.SequenceEqual("numblocks"u8))
        {
            Map ??= new SparseMap();
        }
        else if (key.SequenceEqual("offset"u8))
        {
            _offset = Number(value) ?? -1;
        }
        else if (key.SequenceEqual("numbytes"u8))
        {
            Map ??= new SparseMap();
            MapIsBroken |= !Map.TryAdd(_offset, Number(value) ?? -1);
        }
    }

    private long? Number(ReadOnlySpan<byte> value)
    {
        if (TarNumber.TryParseDecimal(value, out var number) && number <= long.MaxValue - TarHeader.BlockSize)
        {
            return number;
        }

        IsBroken = true;
        return null;
    }
}
