using System.Buffers.Binary;
using Vigil.Advisories.Store;

namespace Vigil.Advisories.Compilation;

/// <summary>Writes the scopes, the keys, their names and their blocks from the sorted rows.</summary>
internal sealed class KeySections(SpillSpace space)
{
    private readonly SpillBuffer _scopes = space.New();
    private readonly SpillBuffer _keys = space.New();
    private readonly SpillBuffer _names = space.New();
    private readonly SpillBuffer _blocks = space.New();
    private readonly ByteWriter _key = new();
    private readonly byte[] _entry = new byte[StoreFormat.KeyLength];
    private int _scopeLength;
    private uint _firstKey;
    private uint _keyCount;

    /// <returns>Number of rows.</returns>
    public long Write(StoreWriter store, RowMerge rows, KeyBlockBuilder block, Vocabulary vocabulary)
    {
        long count = 0;
        while (rows.MoveNext())
        {
            var run = rows.Current;
            var key = run.Row[..run.KeyLength];
            if (!key.SequenceEqual(_key.Written))
            {
                CloseKey();
                OpenKey(key);
            }

            block.Add(run.Row[run.KeyLength..run.FoldLength], run.Row[run.FoldLength..]);
        }

        CloseKey();
        CloseScope();
        AppendKey(name: default, meaning: default);
        store[Section.Scopes] = [_scopes];
        store[Section.Keys] = [_keys];
        store[Section.KeyNames] = [_names];
        store[Section.Blocks] = [_blocks];
        return count;

        void CloseKey()
        {
            if (block.RowCount == 0)
            {
                return;
            }

            count += block.RowCount;
            Span<byte> meaning = stackalloc byte[StoreFormat.MeaningLength];
            var packed = block.Finish(meaning);
            var name = _key.Written[_scopeLength..^1];
            AppendKey(name, meaning);
            _names.Append(name);
            _blocks.Append(packed);
            _keyCount++;
            block.Clear();
        }

        void OpenKey(ReadOnlySpan<byte> key)
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

        void CloseScope()
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
    }

    // ecosystem and release with the zero bytes that end them
    private static int ScopeLength(ReadOnlySpan<byte> key)
    {
        var ecosystem = key.IndexOf((byte)0) + 1;
        return ecosystem + key[ecosystem..].IndexOf((byte)0) + 1;
    }

    private void AppendKey(ReadOnlySpan<byte> name, ReadOnlySpan<byte> meaning)
    {
        var entry = _entry.AsSpan();
        entry.Clear();
        BinaryPrimitives.WriteUInt64LittleEndian(entry, KeyTable.Prefix(name));
        BinaryPrimitives.WriteUInt32LittleEndian(entry[8..], checked((uint)_names.Length));
        BinaryPrimitives.WriteUInt32LittleEndian(entry[12..], checked((uint)_blocks.Length));
        meaning.CopyTo(entry[StoreFormat.MeaningAt..]);
        _keys.Append(entry);
    }
}
