using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Vigil.Advisories.Store;

namespace Vigil.Advisories.Compilation;

/// <summary>Packs the rows of one key: the versions once, in the order of their sort keys, then the rows that point to them.</summary>
internal sealed class KeyBlockBuilder(Vocabulary vocabulary, AdvisoryDirectory advisories)
{
    private readonly List<PackedRow> _rows = [];
    private readonly List<int> _listed = [];
    private readonly BlockVersions _versions = new(vocabulary);
    private readonly ByteWriter _fold = new();
    private readonly List<int> _arches = [];
    private readonly List<int> _repositories = [];
    private readonly ByteWriter _meaning = new();
    private readonly ByteWriter _scratch = new();
    private readonly ByteWriter _versionBytes = new();
    private readonly ByteWriter _block = new();
    private readonly Utf8Pool _repositoryNames = new();
    private bool _everyRepository;

    /// <summary>Adds a row in sorted order.</summary>
    /// <param name="fold">Its bytes between the key and the repositories.</param>
    /// <param name="repositories">Its repositories.</param>
    public void Add(ReadOnlySpan<byte> fold, ReadOnlySpan<byte> repositories)
    {
        if (_rows.Count == 0 || !fold.SequenceEqual(_fold.Written))
        {
            OpenRow(fold);
            _rows.Add(Pack(fold));
        }

        var reader = new ByteReader(repositories);
        var count = reader.ReadNumber();
        _everyRepository |= count == 0;
        for (; count > 0; count--)
        {
            var repository = _repositoryNames.Add(reader.ReadBlob());
            if (!_repositories.Contains(repository))
            {
                _repositories.Add(repository);
            }
        }
    }

    /// <summary>Adds a row that stays, in sorted order. No row that comes is folded with it, for its advisory has none.</summary>
    /// <param name="row">As it is stored.</param>
    /// <param name="fold">Its bytes between the key and the repositories.</param>
    /// <param name="before">Numbers what it refers to.</param>
    public void Keep(in AffectedRow row, ReadOnlySpan<byte> fold, Remainder before)
    {
        OpenRow(fold);
        var (scheme, label, module, arches) = row.Numbers;
        var packed = new PackedRow
        {
            Advisory = before.Advisories[row.AdvisoryIndex],
            Flags = row.StoredFlags,
            Scheme = before.Word(scheme),
            Label = before.Word(label),
            Module = before.Word(module),
            Arches = before.List(arches),
            ListedStart = _listed.Count,
            ListedCount = row.Versions.Count,
        };
        if (row.HasRange)
        {
            packed.Introduced = _versions.Add(packed.Scheme, row.Introduced);
            packed.Fixed = _versions.Add(packed.Scheme, row.Fixed);
            packed.LastAffected = _versions.Add(packed.Scheme, row.LastAffected);
        }

        foreach (var version in row.Versions)
        {
            _listed.Add(_versions.Add(packed.Scheme, version));
        }

        foreach (var repository in row.Repositories)
        {
            _repositories.Add(_repositoryNames.Add(repository));
        }

        _rows.Add(packed);
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

        _versionBytes.Truncate();
        _versions.Write(_versionBytes);
        _block.Truncate();
        _block.Blob(_versionBytes.Written);
        foreach (var row in _rows)
        {
            Write(row);
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

    private void OpenRow(ReadOnlySpan<byte> fold)
    {
        CloseRow();
        _fold.Truncate();
        _fold.Bytes(fold);
    }

    private PackedRow Pack(ReadOnlySpan<byte> fold)
    {
        var reader = new ByteReader(fold);
        var id = reader.ReadBlob();
        var source = reader.ReadBlob();
        var row = new PackedRow { Advisory = advisories.IndexOf(id, source) };
        row.Flags = reader.ReadByte();
        row.Scheme = vocabulary.Word(reader.ReadBlob());
        row.Label = vocabulary.Word(reader.ReadBlob());
        if (reader.ReadByte() != 0)
        {
            row.Flags |= AffectedRow.RangeFlag;
            row.Introduced = _versions.Add(row.Scheme, reader.ReadBlob());
            row.Fixed = _versions.Add(row.Scheme, reader.ReadBlob());
            row.LastAffected = _versions.Add(row.Scheme, reader.ReadBlob());
        }

        row.Module = vocabulary.Word(reader.ReadBlob());
        _arches.Clear();
        for (var count = reader.ReadNumber(); count > 0; count--)
        {
            _arches.Add(vocabulary.Word(reader.ReadBlob()));
        }

        row.Arches = vocabulary.List(_arches);
        row.ListedStart = _listed.Count;
        for (var count = reader.ReadNumber(); count > 0; count--)
        {
            _listed.Add(_versions.Add(row.Scheme, reader.ReadBlob()));
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

        if (_everyRepository)
        {
            _repositories.Clear();
        }

        // words are numbered in the order of the stored row, whatever rows it was folded from
        _repositories.Sort((left, right) => _repositoryNames[left].SequenceCompareTo(_repositoryNames[right]));
        _meaning.Blob(_fold.Written);
        _meaning.Number(_repositories.Count);
        foreach (ref var repository in CollectionsMarshal.AsSpan(_repositories))
        {
            _meaning.Blob(_repositoryNames[repository]);
            repository = vocabulary.Word(_repositoryNames[repository]);
        }

        var row = _rows[^1];
        row.Repositories = vocabulary.List(_repositories);
        _rows[^1] = row;
        _repositories.Clear();
        _everyRepository = false;
        advisories.WriteTargets(row.Advisory, _meaning);
    }

    private void Write(in PackedRow row)
    {
        var limited = (row.Module | row.Arches | row.Repositories) != 0;
        _block.Byte((byte)(row.Flags | (limited ? AffectedRow.LimitsFlag : 0) | (row.ListedCount > 0 ? AffectedRow.VersionsFlag : 0)));
        _block.Number(row.Advisory);
        _block.Number(row.Scheme);
        _block.Number(row.Label);
        if ((row.Flags & AffectedRow.RangeFlag) != 0)
        {
            _block.Number(_versions.Reference(row.Introduced));
            _block.Number(_versions.Reference(row.Fixed));
            _block.Number(_versions.Reference(row.LastAffected));
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
                _scratch.Number(_versions.Reference(_listed[row.ListedStart + i]));
            }

            _block.Number(row.ListedCount);
            _block.Blob(_scratch.Written);
        }
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
