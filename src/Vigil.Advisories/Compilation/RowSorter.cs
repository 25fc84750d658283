using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Vigil.Advisories.Store;

namespace Vigil.Advisories.Compilation;

/// <summary>Sorts rows by their bytes within a bound on memory: full runs are sorted and spilled, and merged at the end. Equal rows become one.</summary>
internal sealed class RowSorter(SpillBuffer spill, int runBytes)
{
    private readonly ByteWriter _rows = new();
    private readonly List<Row> _index = [];
    private readonly List<(long Start, long End)> _runs = [];
    private readonly ByteWriter _frame = new();
    private int _start;
    private int _keyLength;
    private int _foldLength;

    /// <summary>Starts a row.</summary>
    /// <returns>Where its bytes go.</returns>
    public ByteWriter Begin()
    {
        _start = _rows.Length;
        return _rows;
    }

    /// <summary>What was written since the beginning is the key.</summary>
    public void EndOfKey() => _keyLength = _rows.Length - _start;

    /// <summary>Rows that are equal up to here are folded by <see cref="KeyBlockBuilder"/>.</summary>
    public void EndOfFold() => _foldLength = _rows.Length - _start;

    public void End()
    {
        var row = _rows.Written[_start..];
        _index.Add(new Row(KeyTable.Prefix(row), _start, row.Length, _keyLength, _foldLength));
        if (_rows.Length >= runBytes)
        {
            CloseRun();
        }
    }

    /// <summary>All rows in the order of their bytes. Nothing can be added afterwards.</summary>
    public RowMerge Merge()
    {
        CloseRun();
        return new RowMerge([.. _runs.Select(run => new RowRun(spill, run.Start, run.End))]);
    }

    private void CloseRun()
    {
        var start = spill.Length;
        _index.Sort((left, right) =>
        {
            var order = left.Prefix.CompareTo(right.Prefix);
            return order != 0 ? order : Bytes(left).SequenceCompareTo(Bytes(right));
        });

        ReadOnlySpan<byte> previous = default;
        foreach (var row in CollectionsMarshal.AsSpan(_index))
        {
            var bytes = Bytes(row);
            if (bytes.SequenceEqual(previous))
            {
                continue;
            }

            _frame.Truncate();
            _frame.Number(row.KeyLength);
            _frame.Number(row.FoldLength);
            _frame.Blob(bytes);
            spill.Append(_frame.Written);
            previous = bytes;
        }

        if (_index.Count > 0)
        {
            _runs.Add((start, spill.Length));
        }

        _index.Clear();
        _rows.Truncate();
    }

    private ReadOnlySpan<byte> Bytes(Row row) => _rows.Written.Slice(row.Start, row.Length);

    private readonly record struct Row(ulong Prefix, int Start, int Length, int KeyLength, int FoldLength);
}
