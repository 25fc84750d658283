using System.Buffers.Binary;
using Vigil.Scanning.Artifacts.Layers;

namespace Vigil.Scanning.Artifacts.Zip;

/// <summary>Reads a zip from front to back. Where an entry does not say how long it is, its end is found by the data descriptor behind it.</summary>
internal sealed class ZipForwardReader(Stream stream, UnpackingBudget budget) : ZipReader(budget)
{
    // a program or script may stand before the first entry
    private const int MaxPrefix = 1 << 20;

    private readonly ForwardWindow _window = new(stream);
    private byte[] _name = [];
    private long _contentStart;
    private int _lent;
    private int _found;
    private bool _isStarted;

    public override ReadOnlySpan<byte> Name => _name;

    /// <summary>Whether the beginning of an archive was found.</summary>
    public bool IsZip { get; private set; }

    protected override bool MoveToNext()
    {
        if (_isStarted)
        {
            PassContent();
        }
        else
        {
            FindStart();
        }

        if (!_window.Ensure(4))
        {
            throw new InvalidDataException("The archive ends without a directory of its entries.");
        }

        var signature = _window.Available[..4];
        if (signature.SequenceEqual(ZipFormat.LocalHeader))
        {
            ReadLocalHeader();
            return true;
        }

        PassDirectory();
        return false;
    }

    protected override Stream OpenPacked() => new PackedContent(this);

    protected override void Dispose(bool disposing) => _window.Dispose();

    private void FindStart()
    {
        _isStarted = true;
        if (!_window.Ensure(4))
        {
            throw new InvalidDataException("It is no zip: it has less than four bytes.");
        }

        if (_window.Available.StartsWith(ZipFormat.LocalHeader) || _window.Available.StartsWith(ZipFormat.EndRecord))
        {
            IsZip = true;
            return;
        }

        while (_window.Position < MaxPrefix && _window.Ensure(ZipFormat.LocalHeaderBytes))
        {
            var at = _window.Available.IndexOf(ZipFormat.LocalHeader);
            _window.Advance(at < 0 ? _window.Available.Length - 3 : at);
            if (at >= 0)
            {
                IsZip = true;
                return;
            }
        }

        throw new InvalidDataException("It is no zip: no entry begins near its start.");
    }

    private void ReadLocalHeader()
    {
        Require(ZipFormat.LocalHeaderBytes);
        var nameLength = BinaryPrimitives.ReadUInt16LittleEndian(_window.Available[26..]);
        var extraLength = BinaryPrimitives.ReadUInt16LittleEndian(_window.Available[28..]);
        Require(ZipFormat.LocalHeaderBytes + nameLength + extraLength);
        var variable = _window.Available[ZipFormat.LocalHeaderBytes..];
        _name = variable[..nameLength].ToArray();
        var header = ZipHeader.Read(_window.Available[6..], variable.Slice(nameLength, extraLength));
        var follows = (header.Flags & ZipFormat.SizesFollow) != 0 && header.PackedLength == 0;
        Header = follows ? header with { PackedLength = -1, Length = -1 } : header;
        _window.Advance(ZipFormat.LocalHeaderBytes + nameLength + extraLength);
        _contentStart = _window.Position;
        _found++;
    }

    private void Require(int count)
    {
        if (!_window.Ensure(count))
        {
            throw new InvalidDataException("The archive ends in the middle of a header.");
        }
    }

    private void PassContent()
    {
        if (Header.PackedLength < 0)
        {
            FindDescriptor();
            return;
        }

        _window.Skip(_contentStart + Header.PackedLength - _window.Position);
        _lent = 0;

        // a descriptor may follow even where the header states the sizes
        if ((Header.Flags & ZipFormat.SizesFollow) != 0 && _window.Ensure(4) && _window.Available.StartsWith(ZipFormat.Descriptor))
        {
            Require(ZipFormat.DescriptorBytes + 2);
            _window.Advance(_window.Available[ZipFormat.DescriptorBytes..].StartsWith("PK"u8) ? ZipFormat.DescriptorBytes : ZipFormat.Descriptor64Bytes);
        }
    }

    // a descriptor states how long the content was: no other bytes look like the one that states its own distance from the start
    private void FindDescriptor()
    {
        _lent = 0;
        while (true)
        {
            var at = _window.Available.IndexOf(ZipFormat.Descriptor);
            _window.Advance(at < 0 ? Math.Max(0, _window.Available.Length - 3) : at);
            if (!_window.Ensure(ZipFormat.Descriptor64Bytes) && !_window.Ensure(ZipFormat.DescriptorBytes + 2))
            {
                throw new InvalidDataException("The end of an entry, which does not state its size, was not found.");
            }

            if (at >= 0)
            {
                var length = DescriptorLength(_window.Available, _window.Position - _contentStart);
                _window.Advance(length > 0 ? length : 4);
                if (length > 0)
                {
                    return;
                }
            }
        }
    }

    // how much of the window is content for sure: up to a descriptor, or so far from its end that none can have begun
    private int StoredBytesAhead(int max)
    {
        _ = _window.Ensure(max + ZipFormat.Descriptor64Bytes);
        var bytes = _window.Available[..Math.Min(_window.Available.Length, max + ZipFormat.Descriptor64Bytes)];
        for (var at = 0; bytes[at..].IndexOf(ZipFormat.Descriptor) is var next and >= 0; at += next + 1)
        {
            var descriptor = bytes[(at + next)..];
            if (descriptor.Length >= ZipFormat.DescriptorBytes + 2 && DescriptorLength(descriptor, _window.Position + at + next - _contentStart) > 0)
            {
                return at + next;
            }
        }

        return Math.Max(0, bytes.Length - ZipFormat.Descriptor64Bytes);
    }

    private static int DescriptorLength(ReadOnlySpan<byte> bytes, long distance)
    {
        if (BinaryPrimitives.ReadUInt32LittleEndian(bytes[8..]) == distance && bytes[ZipFormat.DescriptorBytes..].StartsWith("PK"u8))
        {
            return ZipFormat.DescriptorBytes;
        }

        return bytes.Length >= ZipFormat.Descriptor64Bytes && BinaryPrimitives.ReadInt64LittleEndian(bytes[8..]) == distance
            ? ZipFormat.Descriptor64Bytes
            : 0;
    }

    // the directory tells whether all entries were seen; the last record tells that the archive is whole
    private void PassDirectory()
    {
        var listed = 0;
        while (_window.Ensure(ZipFormat.EndRecordBytes))
        {
            var record = _window.Available;
            if (record.StartsWith(ZipFormat.EndRecord))
            {
                if (listed > _found)
                {
                    throw new InvalidDataException($"The directory of the archive lists {listed} entries, of which {_found} were found.");
                }

                return;
            }

            if (record.StartsWith(ZipFormat.DirectoryHeader))
            {
                Require(ZipFormat.DirectoryHeaderBytes);
                record = _window.Available;
                listed++;
                _window.Skip(ZipFormat.DirectoryHeaderBytes + BinaryPrimitives.ReadUInt16LittleEndian(record[28..])
                    + BinaryPrimitives.ReadUInt16LittleEndian(record[30..]) + BinaryPrimitives.ReadUInt16LittleEndian(record[32..]));
            }
            else if (record.StartsWith(ZipFormat.End64Record))
            {
                _window.Skip(12 + Math.Clamp(BinaryPrimitives.ReadInt64LittleEndian(record[4..]), 0, int.MaxValue));
            }
            else if (record.StartsWith(ZipFormat.End64Locator))
            {
                _window.Skip(ZipFormat.End64LocatorBytes);
            }
            else if (record.StartsWith(ZipFormat.DirectorySignature))
            {
                _window.Skip(6 + BinaryPrimitives.ReadUInt16LittleEndian(record[4..]));
            }
            else
            {
                throw new InvalidDataException($"At byte {_window.Position} of the archive stands neither an entry nor its directory.");
            }
        }

        throw new InvalidDataException("The archive ends without the end of its directory.");
    }

    /// <summary>The content of the current entry as stored. What was lent last stays in the window until more is asked for: the end may lie in it.</summary>
    private sealed class PackedContent(ZipForwardReader zip) : ReadOnlyStream
    {
        private const int MaxPiece = 16 << 10;

        public override int Read(Span<byte> buffer)
        {
            var window = zip._window;
            window.Advance(zip._lent);
            zip._lent = 0;
            if (buffer.IsEmpty || !window.Ensure(1))
            {
                return 0;
            }

            var left = zip.Header switch
            {
                { PackedLength: >= 0 } => zip._contentStart + zip.Header.PackedLength - window.Position,
                { Method: ZipFormat.Stored } => zip.StoredBytesAhead(MaxPiece),
                _ => MaxPiece, // the decompressor knows where to stop
            };
            var count = (int)Math.Min(Math.Min(left, MaxPiece), Math.Min(buffer.Length, window.Available.Length));
            window.Available[..count].CopyTo(buffer);
            zip._lent = count;
            return count;
        }
    }
}
