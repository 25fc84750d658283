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

    /// <summary>Adds a row.</summary>
    /// <param name="row">Its bytes, which are copied.</param>
    /// <param name="keyLength">How many of them are the key.</param>
    /// <param name="foldLength">Rows that are equal up to here are folded by <see cref="KeyBlockBuilder"/>.</param>
    public void Add(ReadOnlySpan<byte> row, int keyLength, int foldLength)
    {
        if (_rows.Length + row.Length > runBytes)
        {
            CloseRun();
        }

        _index.Add(new Row(KeyTable.Prefix(row), _rows.Length, row.Length, keyLength, foldLength));
        _rows.Bytes(row);
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
