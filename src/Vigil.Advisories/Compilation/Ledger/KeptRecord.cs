using Vigil.Advisories.Store;
using Vigil.Domain.Advisories;

namespace Vigil.Advisories.Compilation.Ledger;

/// <summary>A record in the bytes of the ledger: most are only asked for their names and handed on as they are.</summary>
internal sealed class KeptRecord
{
    private readonly byte[] _packed;
    private readonly int _length;

    /// <param name="packed">As <see cref="PackedAdvisory"/> writes it; copied.</param>
    /// <exception cref="StoreFormatException">The bytes are damaged.</exception>
    public KeptRecord(ReadOnlySpan<byte> packed)
    {
        _packed = packed.ToArray();
        Names = RecordCodec.ReadNames(packed, out _length);
    }

    /// <summary>The record as far as <see cref="RecordCodec.ReadNames"/> reads it.</summary>
    public Advisory Names { get; }

    /// <summary>What it says of its flaw, as <see cref="RecordCodec"/> writes it.</summary>
    public ReadOnlySpan<byte> OfFlaw => _packed.AsSpan(0, _length);

    /// <summary>All of it.</summary>
    public Advisory Read() => PackedAdvisory.Read(_packed);

    /// <summary>Marks the keys of its packages.</summary>
    /// <param name="store">Has keys.</param>
    /// <param name="marks">One for each of them.</param>
    public void MarkKeys(AdvisoryStore store, bool[] marks) => PackedAdvisory.MarkKeys(_packed.AsSpan(_length), store, marks);
}
