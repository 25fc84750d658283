namespace Vigil.Advisories.Store;

/// <summary>The exact versions of a row, in ordinal order of their bytes. Enumerates without allocating.</summary>
public ref struct StoredVersions
{
    private readonly ReadOnlySpan<byte> _versions;
    private ByteReader _references;

    internal StoredVersions(ReadOnlySpan<byte> versions, int count, ReadOnlySpan<byte> references)
    {
        _versions = versions;
        _references = new ByteReader(references);
        Count = count;
    }

    /// <summary>How many there are.</summary>
    public int Count { get; }

    /// <summary>Whether the row lists none.</summary>
    public readonly bool IsEmpty => Count == 0;

    /// <summary>The version at which the enumeration stands.</summary>
    public StoredVersion Current { get; private set; }

    /// <summary>Starts from the beginning.</summary>
    public readonly StoredVersions GetEnumerator() => this;

    /// <summary>Moves to the next version.</summary>
    /// <exception cref="StoreFormatException">The store is damaged here.</exception>
    public bool MoveNext()
    {
        if (_references.AtEnd)
        {
            return false;
        }

        Current = At(_versions, _references.ReadNumber());
        return true;
    }

    /// <summary>Whether one is written exactly so.</summary>
    /// <param name="version">In UTF-8.</param>
    public readonly bool Contains(ReadOnlySpan<byte> version)
    {
        foreach (var listed in this)
        {
            if (listed.Text.SequenceEqual(version))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The version that begins before the given place; zero is none.</summary>
    internal static StoredVersion At(ReadOnlySpan<byte> versions, int reference)
    {
        if (reference == 0)
        {
            return default;
        }

        if (reference > versions.Length)
        {
            throw new StoreFormatException("The advisory store is damaged: a version lies outside its block.");
        }

        var reader = new ByteReader(versions[(reference - 1)..]);
        var text = reader.ReadBlob();
        return new StoredVersion(text, reader.ReadBlob());
    }
}
