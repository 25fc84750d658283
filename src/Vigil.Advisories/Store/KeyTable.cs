using System.Buffers.Binary;
using System.Text;

namespace Vigil.Advisories.Store;

/// <summary>
/// The sorted keys: scopes (an ecosystem and a release) in ordinal order, and in each scope its names in ordinal order. A key is found by two
/// binary searches; the first eight bytes of a name stand as a number in its entry, so most steps of the second touch no text.
/// </summary>
internal readonly ref struct KeyTable
{
    private readonly ReadOnlySpan<byte> _scopes;
    private readonly ReadOnlySpan<byte> _keys;
    private readonly ReadOnlySpan<byte> _names;
    private readonly ReadOnlySpan<byte> _blocks;
    private readonly BlobTable _words;

    public KeyTable(StoreFile file)
    {
        _scopes = file[Section.Scopes];
        _keys = file[Section.Keys];
        _names = file[Section.KeyNames];
        _blocks = file[Section.Blocks];
        _words = new BlobTable(file[Section.Words]);
        if (_keys.Length < StoreFormat.KeyLength)
        {
            throw new StoreFormatException("The advisory store is damaged: its keys have no end.");
        }
    }

    /// <summary>Number of keys; the entry after the last one only says where it ends.</summary>
    public int Count => (_keys.Length / StoreFormat.KeyLength) - 1;

    public int ScopeCount => _scopes.Length / StoreFormat.ScopeLength;

    /// <summary>The words that name a scope, and its run of keys.</summary>
    public (int Ecosystem, int Release, int First, int Count) Scope(int index)
    {
        var entry = _scopes.Slice(index * StoreFormat.ScopeLength, StoreFormat.ScopeLength);
        var first = BinaryPrimitives.ReadUInt32LittleEndian(entry[8..]);
        var count = BinaryPrimitives.ReadUInt32LittleEndian(entry[12..]);
        if (first > (uint)Count || count > (uint)Count - first)
        {
            throw new StoreFormatException("The advisory store is damaged: a scope has more keys than there are.");
        }

        return (BinaryPrimitives.ReadInt32LittleEndian(entry), BinaryPrimitives.ReadInt32LittleEndian(entry[4..]), (int)first, (int)count);
    }

    /// <summary>Finds the first scope that is not less than the given one.</summary>
    public int LowerBound(ReadOnlySpan<byte> ecosystem, ReadOnlySpan<byte> release)
    {
        int low = 0, high = ScopeCount;
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            (low, high) = CompareScope(middle, ecosystem, release) < 0 ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    public int CompareScope(int index, ReadOnlySpan<byte> ecosystem, ReadOnlySpan<byte> release)
    {
        var (ecosystemWord, releaseWord, _, _) = Scope(index);
        var order = _words[ecosystemWord].SequenceCompareTo(ecosystem);
        return order != 0 ? order : _words[releaseWord].SequenceCompareTo(release);
    }

    /// <summary>Orders a scope against one of another store.</summary>
    public int CompareScopes(int index, in KeyTable other, int otherIndex)
    {
        var (ecosystem, release, _, _) = other.Scope(otherIndex);
        return CompareScope(index, other._words[ecosystem], other._words[release]);
    }

    /// <summary>Whether there is a scope of the ecosystem, whatever the release.</summary>
    public bool HasEcosystem(ReadOnlySpan<byte> ecosystem)
    {
        var at = LowerBound(ecosystem, default);
        return at < ScopeCount && _words[Scope(at).Ecosystem].SequenceEqual(ecosystem);
    }

    /// <summary>Finds a scope.</summary>
    /// <returns>Its index, or -1.</returns>
    public int FindScope(ReadOnlySpan<byte> ecosystem, ReadOnlySpan<byte> release)
    {
        var at = LowerBound(ecosystem, release);
        return at < ScopeCount && CompareScope(at, ecosystem, release) == 0 ? at : -1;
    }

    /// <summary>Finds a name in a scope.</summary>
    /// <returns>The index of its key, or -1.</returns>
    public int Find(int scope, ReadOnlySpan<byte> name)
    {
        var (_, _, first, count) = Scope(scope);
        var prefix = Prefix(name);
        int low = first, high = first + count - 1;
        while (low <= high)
        {
            var middle = (low + high) >>> 1;
            var order = PrefixOf(middle).CompareTo(prefix);
            if (order == 0)
            {
                order = Name(middle).SequenceCompareTo(name);
            }

            if (order == 0)
            {
                return middle;
            }

            (low, high) = order < 0 ? (middle + 1, high) : (low, middle - 1);
        }

        return -1;
    }

    public ReadOnlySpan<byte> Name(int key) => Cut(_names, NumberAt(key, 8), NumberAt(key + 1, 8));

    public ReadOnlySpan<byte> Block(int key) => Cut(_blocks, NumberAt(key, 12), NumberAt(key + 1, 12));

    /// <summary>A digest of all that the rows of the key say, and of the vulnerabilities that their advisories stand for.</summary>
    public ReadOnlySpan<byte> Meaning(int key) =>
        _keys.Slice((key * StoreFormat.KeyLength) + StoreFormat.MeaningAt, StoreFormat.MeaningLength);

    /// <summary>The first eight bytes as a number with the order of the text; a shorter name is filled with zeros.</summary>
    public static ulong Prefix(ReadOnlySpan<byte> name)
    {
        Span<byte> start = stackalloc byte[sizeof(ulong)];
        start.Clear();
        name[..Math.Min(name.Length, start.Length)].CopyTo(start);
        return BinaryPrimitives.ReadUInt64BigEndian(start);
    }

    /// <summary>The scope and name as a key.</summary>
    public Domain.Advisories.AdvisoryKey Key(int scope, int key)
    {
        var (ecosystem, release, _, _) = Scope(scope);
        return new(_words.Text(ecosystem), _words.Text(release), Encoding.UTF8.GetString(Name(key)));
    }

    private ulong PrefixOf(int key) => BinaryPrimitives.ReadUInt64LittleEndian(_keys[(key * StoreFormat.KeyLength)..]);

    private uint NumberAt(int key, int offset) => BinaryPrimitives.ReadUInt32LittleEndian(_keys[((key * StoreFormat.KeyLength) + offset)..]);

    private static ReadOnlySpan<byte> Cut(ReadOnlySpan<byte> bytes, uint start, uint end) =>
        start <= end && end <= (uint)bytes.Length
            ? bytes[(int)start..(int)end]
            : throw new StoreFormatException("The advisory store is damaged: a key lies outside its section.");
}
