using System.Buffers.Binary;
using System.Security.Cryptography;
using Vigil.Advisories.Store;

namespace Vigil.Advisories.Compilation;

/// <summary>Distinct byte strings, numbered in the order in which they came; about thirty bytes each beside their own.</summary>
internal sealed class Utf8Pool
{
    // of this process, so that nobody can make up strings that meet in one slot
    private static readonly ulong Secret = BinaryPrimitives.ReadUInt64LittleEndian(RandomNumberGenerator.GetBytes(sizeof(ulong)));
    private static readonly ulong Factor = BinaryPrimitives.ReadUInt64LittleEndian(RandomNumberGenerator.GetBytes(sizeof(ulong))) | 1;

    private readonly ByteWriter _bytes = new();
    private readonly List<int> _ends = [];
    private readonly ByteWriter _scratch = new();

    // one more than the number of a string; zero is free
    private int[] _slots = new int[64];

    public int Count => _ends.Count;

    public ReadOnlySpan<byte> this[int index]
    {
        get
        {
            var start = index == 0 ? 0 : _ends[index - 1];
            return _bytes.Written[start.._ends[index]];
        }
    }

    public int Add(string text)
    {
        _scratch.Truncate();
        _scratch.RawText(text);
        return Add(_scratch.Written);
    }

    public int Add(ReadOnlySpan<byte> value)
    {
        var slot = Slot(value);
        if (_slots[slot] > 0)
        {
            return _slots[slot] - 1;
        }

        _bytes.Bytes(value);
        _ends.Add(_bytes.Length);
        _slots[slot] = _ends.Count;
        if (_ends.Count * 2 > _slots.Length)
        {
            Grow();
        }

        return _ends.Count - 1;
    }

    /// <returns>Whether it was not there.</returns>
    public bool TryAdd(ReadOnlySpan<byte> value)
    {
        var count = Count;
        return Add(value) == count;
    }

    /// <returns>The number of the string, or -1.</returns>
    public int Find(ReadOnlySpan<byte> value) => _slots[Slot(value)] - 1;

    /// <summary>Forgets all strings.</summary>
    public void Clear()
    {
        _bytes.Truncate();
        _ends.Clear();
        // one big use must not make every later small one clear a big table
        _slots = new int[64];
    }

    /// <summary>The numbers in ordinal order of the strings.</summary>
    public int[] Sorted()
    {
        var order = new int[Count];
        for (var i = 0; i < order.Length; i++)
        {
            order[i] = i;
        }

        Array.Sort(order, (left, right) => this[left].SequenceCompareTo(this[right]));
        return order;
    }

    private int Slot(ReadOnlySpan<byte> value)
    {
        var mask = _slots.Length - 1;
        for (var at = Hash(value) & mask; ; at = (at + 1) & mask)
        {
            if (_slots[at] == 0 || this[_slots[at] - 1].SequenceEqual(value))
            {
                return at;
            }
        }
    }

    private static int Hash(ReadOnlySpan<byte> value)
    {
        var hash = Secret ^ (uint)value.Length;
        for (; value.Length >= sizeof(ulong); value = value[sizeof(ulong)..])
        {
            hash = Mix(hash ^ BinaryPrimitives.ReadUInt64LittleEndian(value));
        }

        ulong rest = 0;
        foreach (var octet in value)
        {
            rest = (rest << 8) | octet;
        }

        return (int)Mix(hash ^ rest);
    }

    private static ulong Mix(ulong value) => Math.BigMul(value, Factor, out var low) ^ low;

    private void Grow()
    {
        _slots = new int[_slots.Length * 2];
        for (var i = 0; i < Count; i++)
        {
            _slots[Slot(this[i])] = i + 1;
        }
    }
}
