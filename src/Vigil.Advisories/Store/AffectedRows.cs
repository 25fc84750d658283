namespace Vigil.Advisories.Store;

/// <summary>The rows of one key. Enumerates without allocating; valid as long as the store is open.</summary>
public ref struct AffectedRows
{
    private readonly AdvisoryStore _store;
    private readonly ReadOnlySpan<byte> _versions;
    private ByteReader _rows;

    internal AffectedRows(AdvisoryStore store, ReadOnlySpan<byte> block)
    {
        _store = store;
        _rows = new ByteReader(block);
        _versions = _rows.ReadBlob();
    }

    /// <summary>Whether the store knows nothing of the key.</summary>
    public readonly bool IsEmpty => _rows.AtEnd;

    /// <summary>The row at which the enumeration stands.</summary>
    public AffectedRow Current { get; private set; }

    /// <summary>Starts from the beginning.</summary>
    public readonly AffectedRows GetEnumerator() => this;

    /// <summary>Moves to the next row.</summary>
    /// <exception cref="StoreFormatException">The store is damaged here.</exception>
    public bool MoveNext()
    {
        if (_rows.AtEnd)
        {
            return false;
        }

        Current = new AffectedRow(_store, _versions, ref _rows);
        return true;
    }
}
