using System.Buffers.Binary;
using Vigil.Advisories.Store;

namespace Vigil.Advisories.Compilation;

/// <summary>Writes the scopes, the keys, their names and their blocks: from the sorted rows, and from the generation before where it has no other rows.</summary>
internal sealed class KeySections(
    StoreWriter store, SpillSpace space, RowMerge rows, CarriedKeys before, KeyBlockBuilder block, Vocabulary vocabulary)
{
    private readonly SpillBuffer _scopes = space.New();
    private readonly SpillBuffer _keys = space.New();
    private readonly SpillBuffer _names = space.New();
    private readonly ByteWriter _key = new();
    private readonly ByteWriter _staying = new();
    private readonly byte[] _entry = new byte[StoreFormat.KeyLength];
    private bool _hasRow;
    private int _scopeLength;
    private uint _firstKey;
    private uint _keyCount;
    private long _rowCount;

    /// <returns>Number of rows.</returns>
    public long Write()
    {
        store.Begin(Section.Blocks);
        _hasRow = rows.MoveNext();
        while (_hasRow || !before.AtEnd)
        {
            var order = !_hasRow ? -1 : before.AtEnd ? 1 : before.Key.SequenceCompareTo(KeyOfRow);
            OpenKey(order <= 0 ? before.Key : KeyOfRow);
            if (order < 0 && !before.IsTouched)
            {
                AppendKey(before.Meaning, before.CarryBlock(out var count));
                _rowCount += count;
            }
            else
            {
                AddRows(hasStaying: order <= 0);
                CloseKey();
            }

            if (order <= 0)
            {
                before.MoveNext();
            }
        }

        CloseScope();
        _key.Truncate();
        _scopeLength = 0;
        AppendEntry(name: default, meaning: default);
        store.Write(Section.Scopes, _scopes);
        store.Write(Section.Keys, _keys);
        store.Write(Section.KeyNames, _names);
        return _rowCount;
    }

    private ReadOnlySpan<byte> KeyOfRow => rows.Current.Row[..rows.Current.KeyLength];

    // those that stay and those that come, in the order of their bytes
    private void AddRows(bool hasStaying)
    {
        foreach (var row in hasStaying ? before.Rows() : default)
        {
            if (before.TryWrite(row, _staying))
            {
                AddNewRows(upTo: _staying.Written);
                before.Keep(row, _staying.Written, block);
            }
        }

        AddNewRows(upTo: default);
    }

    private void AddNewRows(ReadOnlySpan<byte> upTo)
    {
        for (; IsRowOfKey(); _hasRow = rows.MoveNext())
        {
            var (row, keyLength, foldLength) = (rows.Current, rows.Current.KeyLength, rows.Current.FoldLength);
            if (!upTo.IsEmpty && row.Row[keyLength..].SequenceCompareTo(upTo) > 0)
            {
                break;
            }

            block.Add(row.Row[keyLength..foldLength], row.Row[foldLength..]);
        }
    }

    private bool IsRowOfKey() => _hasRow && KeyOfRow.SequenceEqual(_key.Written);

    private void OpenKey(ReadOnlySpan<byte> key)
    {
        var scopeLength = ScopeLength(key);
        if (!key[..scopeLength].SequenceEqual(_key.Written[..Math.Min(_scopeLength, _key.Length)]))
        {
            CloseScope();
        }

        _scopeLength = scopeLength;
        _key.Truncate();
        _key.Bytes(key);
    }

    private void CloseKey()
    {
        if (block.RowCount > 0)
        {
            _rowCount += block.RowCount;
            Span<byte> meaning = stackalloc byte[StoreFormat.MeaningLength];
            AppendKey(meaning, block.Finish(meaning));
            block.Clear();
        }
    }

    private void CloseScope()
    {
        if (_keyCount == _firstKey)
        {
            return;
        }

        var scope = _key.Written[.._scopeLength];
        var ecosystem = scope[..scope.IndexOf((byte)0)];
        var entry = _entry.AsSpan(0, StoreFormat.ScopeLength);
        BinaryPrimitives.WriteInt32LittleEndian(entry, vocabulary.Word(ecosystem));
        BinaryPrimitives.WriteInt32LittleEndian(entry[4..], vocabulary.Word(scope[(ecosystem.Length + 1)..^1]));
        BinaryPrimitives.WriteUInt32LittleEndian(entry[8..], _firstKey);
        BinaryPrimitives.WriteUInt32LittleEndian(entry[12..], _keyCount - _firstKey);
        _scopes.Append(entry);
        _firstKey = _keyCount;
    }

    // ecosystem and release with the zero bytes that end them
    private static int ScopeLength(ReadOnlySpan<byte> key)
    {
        var ecosystem = key.IndexOf((byte)0) + 1;
        return ecosystem + key[ecosystem..].IndexOf((byte)0) + 1;
    }

    private void AppendKey(ReadOnlySpan<byte> meaning, ReadOnlySpan<byte> packed)
    {
        var name = _key.Written[_scopeLength..^1];
        AppendEntry(name, meaning);
        _names.Append(name);
        store.Append(packed);
        _keyCount++;
    }

    private void AppendEntry(ReadOnlySpan<byte> name, ReadOnlySpan<byte> meaning)
    {
        var entry = _entry.AsSpan();
        entry.Clear();
        BinaryPrimitives.WriteUInt64LittleEndian(entry, KeyTable.Prefix(name));
        BinaryPrimitives.WriteUInt32LittleEndian(entry[8..], checked((uint)_names.Length));
        BinaryPrimitives.WriteUInt32LittleEndian(entry[12..], checked((uint)store.Length));
        meaning.CopyTo(entry[StoreFormat.MeaningAt..]);
        _keys.Append(entry);
    }
}
