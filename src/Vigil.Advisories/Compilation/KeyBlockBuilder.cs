using System.Security.Cryptography;
using System.Text;
using Vigil.Advisories.Store;
using Vigil.Domain.Versions;

namespace Vigil.Advisories.Compilation;

/// <summary>Packs the rows of one key: the versions once, in the order of their sort keys, then the rows that point to them.</summary>
internal sealed class KeyBlockBuilder(Vocabulary vocabulary, AdvisoryDirectory advisories)
{
    private readonly List<PackedRow> _rows = [];
    private readonly List<int> _listed = [];
    private readonly Utf8Pool _versions = new();
    private readonly ByteWriter _fold = new();
    private readonly SortedSet<int> _repositories = [];
    private readonly ByteWriter _meaning = new();
    private readonly ByteWriter _scratch = new();
    private readonly ByteWriter _versionBytes = new();
    private readonly ByteWriter _block = new();
    private bool _everyRepository;

    /// <summary>Adds a row in sorted order.</summary>
    /// <param name="fold">Its bytes between the key and the repositories.</param>
    /// <param name="repositories">Its repositories.</param>
    public void Add(ReadOnlySpan<byte> fold, ReadOnlySpan<byte> repositories)
    {
        if (_rows.Count == 0 || !fold.SequenceEqual(_fold.Written))
        {
            CloseRow();
            _fold.Truncate();
            _fold.Bytes(fold);
            _rows.Add(Pack(fold));
        }

        var reader = new ByteReader(repositories);
        var count = reader.ReadNumber();
        _everyRepository |= count == 0;
        for (; count > 0; count--)
        {
            _repositories.Add(vocabulary.Word(reader.ReadBlob()));
        }
    }

    /// <summary>Number of rows so far, after folding.</summary>
    public int RowCount => _rows.Count;

    /// <summary>Ends the block; the builder starts the next one with <see cref="Clear"/>.</summary>
    /// <param name="meaning">Receives a digest of all that the rows say.</param>
    public ReadOnlySpan<byte> Finish(Span<byte> meaning)
    {
        CloseRow();
        SHA256.HashData(_meaning.Written, _scratch.GetSpan(SHA256.HashSizeInBytes));
        _scratch.GetSpan(SHA256.HashSizeInBytes)[..meaning.Length].CopyTo(meaning);

        var references = WriteVersions();
        _block.Truncate();
        _block.Blob(_versionBytes.Written);
        foreach (var row in _rows)
        {
            Write(row, references);
        }

        return _block.Written;
    }

    public void Clear()
    {
        _rows.Clear();
        _listed.Clear();
        _versions.Clear();
        _meaning.Truncate();
        _fold.Truncate();
    }

    private PackedRow Pack(ReadOnlySpan<byte> fold)
    {
        var reader = new ByteReader(fold);
        var row = new PackedRow { Advisory = advisories.IndexOf(reader.ReadBlob(), reader.ReadBlob()) };
        row.Flags = reader.ReadByte();
        row.Scheme = vocabulary.Word(reader.ReadBlob());
        row.Label = vocabulary.Word(reader.ReadBlob());
        if (reader.ReadByte() != 0)
        {
            row.Flags |= AffectedRow.RangeFlag;
            row.Introduced = Version(row.Scheme, reader.ReadBlob());
            row.Fixed = Version(row.Scheme, reader.ReadBlob());
            row.LastAffected = Version(row.Scheme, reader.ReadBlob());
        }

        row.Module = vocabulary.Word(reader.ReadBlob());
        var arches = new int[reader.ReadNumber()];
        for (var i = 0; i < arches.Length; i++)
        {
            arches[i] = vocabulary.Word(reader.ReadBlob());
        }

        row.Arches = vocabulary.List(arches);
        row.ListedStart = _listed.Count;
        for (var count = reader.ReadNumber(); count > 0; count--)
        {
            _listed.Add(Version(row.Scheme, reader.ReadBlob()));
        }

        row.ListedCount = _listed.Count - row.ListedStart;
        return row;
    }

    private void CloseRow()
    {
        if (_rows.Count == 0)
        {
            return;
        }

        var row = _rows[^1];
        int[] repositories = _everyRepository ? [] : [.. _repositories.OrderBy(word => Encoding.UTF8.GetString(vocabulary[word]), StringComparer.Ordinal)];
        row.Repositories = vocabulary.List(repositories);
        _rows[^1] = row;
        _repositories.Clear();
        _everyRepository = false;

        _meaning.Blob(_fold.Written);
        _meaning.Number(repositories.Length);
        foreach (var repository in repositories)
        {
            _meaning.Blob(vocabulary[repository]);
        }

        advisories.WriteTargets(row.Advisory, _meaning);
    }

    // a version is told apart by its scheme as well: the scheme decides its sort key
    private int Version(int scheme, ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty)
        {
            return -1;
        }

        _scratch.Truncate();
        _scratch.UInt32((uint)scheme);
        _scratch.Bytes(text);
        return _versions.Add(_scratch.Written);
    }

    /// <returns>For each number of a version, its place as rows state it.</returns>
    private int[] WriteVersions()
    {
        var sortKeys = new byte[_versions.Count][];
        var order = new int[_versions.Count];
        for (var i = 0; i < order.Length; i++)
        {
            order[i] = i;
            sortKeys[i] = SortKey(_versions[i]);
        }

        Array.Sort(order, (left, right) =>
        {
            var byKey = sortKeys[left].AsSpan().SequenceCompareTo(sortKeys[right]);
            var byText = byKey != 0 ? byKey : Text(left).SequenceCompareTo(Text(right));
            return byText != 0 ? byText : left.CompareTo(right);
        });

        _versionBytes.Truncate();
        var references = new int[order.Length];
        foreach (var version in order)
        {
            references[version] = _versionBytes.Length + 1;
            _versionBytes.Blob(Text(version));
            _versionBytes.Blob(sortKeys[version]);
        }

        return references;
    }

    private ReadOnlySpan<byte> Text(int version) => _versions[version][sizeof(uint)..];

    private byte[] SortKey(ReadOnlySpan<byte> version)
    {
        var scheme = Encoding.UTF8.GetString(vocabulary[System.Buffers.Binary.BinaryPrimitives.ReadInt32LittleEndian(version)]);
        _scratch.Truncate();
        return VersionSchemes.TryGet(scheme, out var order) && order.TryWriteSortKey(Encoding.UTF8.GetString(version[sizeof(uint)..]), _scratch)
            ? _scratch.Written.ToArray()
            : [];
    }

    private void Write(PackedRow row, int[] references)
    {
        var limited = (row.Module | row.Arches | row.Repositories) != 0;
        _block.Byte((byte)(row.Flags | (limited ? AffectedRow.LimitsFlag : 0) | (row.ListedCount > 0 ? AffectedRow.VersionsFlag : 0)));
        _block.Number(row.Advisory);
        _block.Number(row.Scheme);
        _block.Number(row.Label);
        if ((row.Flags & AffectedRow.RangeFlag) != 0)
        {
            _block.Number(Reference(row.Introduced));
            _block.Number(Reference(row.Fixed));
            _block.Number(Reference(row.LastAffected));
        }

        if (limited)
        {
            _block.Number(row.Module);
            _block.Number(row.Arches);
            _block.Number(row.Repositories);
        }

        if (row.ListedCount > 0)
        {
            _scratch.Truncate();
            for (var i = 0; i < row.ListedCount; i++)
            {
                _scratch.Number(Reference(_listed[row.ListedStart + i]));
            }

            _block.Number(row.ListedCount);
            _block.Blob(_scratch.Written);
        }

        int Reference(int version) => version < 0 ? 0 : references[version];
    }

    private record struct PackedRow
    {
        public byte Flags;
        public int Advisory;
        public int Scheme;
        public int Label;
        public int Introduced;
        public int Fixed;
        public int LastAffected;
        public int Module;
        public int Arches;
        public int Repositories;
        public int ListedStart;
        public int ListedCount;
    }
}
