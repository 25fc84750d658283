namespace Vigil.Advisories.Store;

/// <summary>Carries one reference over from a record of the one side to a record of the other: from numbers to texts, or from texts to numbers.</summary>
internal interface INaming
{
    void Word(ref ByteReader from, ByteWriter to);

    void List(ref ByteReader from, ByteWriter to);

    void Name(ref ByteReader from, ByteWriter to);

    void Advisory(ref ByteReader from, ByteWriter to);

    /// <summary>A version of the block at hand, or none.</summary>
    void Version(ref ByteReader from, ByteWriter to);

    /// <summary>Exact versions of a row: their number, and each.</summary>
    void Versions(ref ByteReader from, ByteWriter to);
}
