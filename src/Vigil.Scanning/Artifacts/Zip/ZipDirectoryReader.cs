using System.Buffers.Binary;
using Vigil.Scanning.Extraction;

namespace Vigil.Scanning.Artifacts.Zip;

/// <summary>Reads a zip by the directory at its end, and of its content only what is asked for.</summary>
internal sealed class ZipDirectoryReader : ZipReader
{
    private const int MaxComment = ushort.MaxValue;

    private readonly FileContent _file;
    private readonly ForwardWindow _directory;
    private readonly long _shift;
    private byte[] _name = [];
    private long _headerOffset;
    private long _left;

    /// <summary>Finds the directory.</summary>
    /// <exception cref="InvalidDataException">There is none.</exception>
    public ZipDirectoryReader(FileContent file, UnpackingBudget budget)
        : base(budget)
    {
        _file = file;
        var end = ZipEnd.Find(file, MaxComment);

        // offsets count from the first entry, before which something else may stand
        _shift = end.RecordOffset - end.DirectoryLength - end.DirectoryOffset;
        if (_shift < 0 || end.DirectoryLength < 0 || end.DirectoryOffset < 0)
        {
            throw new InvalidDataException("The directory of the archive does not lie where it is said to be.");
        }

        _left = end.Entries;
        _directory = new ForwardWindow(new ContentStream(file, end.RecordOffset - end.DirectoryLength, end.DirectoryLength));
    }

    public override ReadOnlySpan<byte> Name => _name;

    protected override bool MoveToNext()
    {
        if (!_directory.Ensure(ZipFormat.DirectoryHeaderBytes))
        {
            return _left <= 0 ? false : throw new InvalidDataException($"The directory of the archive ends {_left} entries too early.");
        }

        var record = _directory.Available;
        if (!record.StartsWith(ZipFormat.DirectoryHeader))
        {
            // the directory may be signed
            return _left <= 0 ? false : throw new InvalidDataException("The directory of the archive is damaged.");
        }

        int name = BinaryPrimitives.ReadUInt16LittleEndian(record[28..]), extra = BinaryPrimitives.ReadUInt16LittleEndian(record[30..]);
        int comment = BinaryPrimitives.ReadUInt16LittleEndian(record[32..]);
        if (!_directory.Ensure(ZipFormat.DirectoryHeaderBytes + name + extra + comment))
        {
            throw new InvalidDataException("The directory of the archive ends in the middle of an entry.");
        }

        record = _directory.Available;
        _name = record.Slice(ZipFormat.DirectoryHeaderBytes, name).ToArray();
        ReadSizes(record, record.Slice(ZipFormat.DirectoryHeaderBytes + name, extra));
        _directory.Advance(ZipFormat.DirectoryHeaderBytes + name + extra + comment);
        _left--;
        return true;
    }

    protected override Stream OpenPacked()
    {
        Span<byte> local = stackalloc byte[ZipFormat.LocalHeaderBytes];
        if (_file.ReadAt(_headerOffset, local) < local.Length || !local.StartsWith(ZipFormat.LocalHeader))
        {
            throw new InvalidDataException("The entry does not lie where the directory says.");
        }

        var start = _headerOffset + local.Length + BinaryPrimitives.ReadUInt16LittleEndian(local[26..]) + BinaryPrimitives.ReadUInt16LittleEndian(local[28..]);
        return start + Header.PackedLength <= _file.Length
            ? new ContentStream(_file, start, Header.PackedLength)
            : throw new InvalidDataException("The entry is longer than the archive.");
    }

    protected override void Dispose(bool disposing) => _directory.Dispose();

    private void ReadSizes(ReadOnlySpan<byte> record, ReadOnlySpan<byte> extra)
    {
        var mode = BinaryPrimitives.ReadUInt32LittleEndian(record[38..]) >> 16;
        Header = ZipHeader.Read(record[8..], extra) with { Attributes = (int)mode };
        long offset = BinaryPrimitives.ReadUInt32LittleEndian(record[42..]);
        if (offset == uint.MaxValue)
        {
            // the offset stands behind the sizes that are in the field too
            var large = ZipHeader.LargeSizes(extra);
            _ = ZipHeader.TakeIfLarge(BinaryPrimitives.ReadUInt32LittleEndian(record[24..]), ref large);
            _ = ZipHeader.TakeIfLarge(BinaryPrimitives.ReadUInt32LittleEndian(record[20..]), ref large);
            offset = ZipHeader.TakeIfLarge(offset, ref large);
        }

        // a sum beyond all files is refused when the entry is opened
        _headerOffset = Math.Min(offset, _file.Length) + _shift;
    }
}
