using Vigil.Advisories.Feeds;
using Vigil.Advisories.Store;

namespace Vigil.Advisories.Compilation.Ledger;

/// <summary>What one source gave before, and what it gives now.</summary>
/// <remarks>Entries mostly come in the order in which they came before, so each is looked for behind the last one first.</remarks>
internal sealed class SourceMemory(LedgerSource? before)
{
    private readonly List<RecordPlace> _places = before?.Places() ?? [];
    private readonly bool[] _kept = new bool[(before?.EntryCount ?? 0) + (before?.Records.Count ?? 0)];
    private readonly ByteWriter _entries = new(256 + (before?.Entries.Length ?? 0));
    private readonly List<RecordPlace> _records = [];
    private readonly ByteWriter _name = new();
    private PlaceTable? _byKey;
    private Dictionary<uint, (int Number, int Start)>? _byName; // by the checksum of the name; of several with the same one the others are read again
    private int _entryCount;
    private (int Number, int Start) _next;
    private (int Number, int Start, int End) _recalled;
    private (uint Checksum, long Length)? _entry;
    private (int Length, RecordPlace Record)? _added;

    /// <summary>Records that it does not give any more; known at the end.</summary>
    public IEnumerable<RecordPlace> Gone => _places.Where((_, number) => !_kept[number]);

    /// <summary>What it gives now; known at the end.</summary>
    public LedgerSource ToSource(SourceReport report) => new(report, _records, _entries.Kept, _entryCount);

    /// <summary>An entry begins. Finds it as it was before, when it is the same.</summary>
    public bool TryRecall(ReadOnlySpan<byte> entry, uint checksum, long length, out KnownEntry known)
    {
        (_entry, _added) = ((checksum, length), null);
        _name.Truncate();
        _name.Bytes(entry);
        known = default;
        if (!TryFind(out var place))
        {
            return false;
        }

        var bytes = Entries[place.Start..];
        var reader = new ByteReader(bytes);
        known = KnownEntry.Read(ref reader);
        _recalled = (place.Number, place.Start, place.Start + bytes.Length - reader.Remaining);
        _next = (place.Number + 1, _recalled.End);
        return known.Checksum == checksum && known.Length == length;
    }

    /// <summary>The entry that was recalled last gives what it gave.</summary>
    public void Keep()
    {
        _entry = null;
        _kept[_recalled.Number] = true;
        _entries.Bytes(Entries[_recalled.Start.._recalled.End]);
        _entryCount++;
    }

    /// <summary>A record that was there before.</summary>
    public RecordPlace? Find(uint key, ReadOnlySpan<byte> record, RecordFile records)
    {
        if (_places.Count == 0)
        {
            return null;
        }

        _byKey ??= new PlaceTable(_places);
        foreach (var number in _byKey.Find(key))
        {
            if (!_kept[number] && _places[number].Length == record.Length && records.Read(_places[number]).SequenceEqual(record))
            {
                _kept[number] = true;
                return _places[number];
            }
        }

        return null;
    }

    /// <summary>A record of the entry at hand, or of none.</summary>
    public void Add(RecordPlace place, string id, DateTimeOffset? time, bool isWithdrawn)
    {
        if (_entry is not var (checksum, length))
        {
            Spoil();
            _records.Add(place);
            return;
        }

        _added = (_entries.Length, place);
        KnownEntry.Write(_entries, _name.Written, checksum, length, id, time, isWithdrawn, place);
        _entryCount++;
        _entry = null;
    }

    /// <summary>The entry at hand has more to it than one record: it has to be read the next time too.</summary>
    public void Spoil()
    {
        if (_added is var (length, record))
        {
            _entries.Truncate(length);
            _entryCount--;
            _records.Add(record);
        }

        (_entry, _added) = (null, null);
    }

    private ReadOnlySpan<byte> Entries => before is null ? default : before.Entries.Span;

    private bool TryFind(out (int Number, int Start) place)
    {
        place = _next;
        return IsNamed(place.Start) || ((_byName ??= NamePlaces()).TryGetValue(StoreFile.Checksum(0, _name.Written), out place) && IsNamed(place.Start));
    }

    private bool IsNamed(int start) => start < Entries.Length && new ByteReader(Entries[start..]).ReadBlob().SequenceEqual(_name.Written);

    private Dictionary<uint, (int Number, int Start)> NamePlaces()
    {
        var places = new Dictionary<uint, (int Number, int Start)>(_kept.Length);
        var entries = new ByteReader(Entries);
        for (var number = 0; !entries.AtEnd; number++)
        {
            var start = Entries.Length - entries.Remaining;
            places.TryAdd(StoreFile.Checksum(0, KnownEntry.Read(ref entries).Name), (number, start));
        }

        return places;
    }
}
