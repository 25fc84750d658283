using System.Buffers.Binary;
using System.IO.Compression;

namespace Vigil.Advisories.Feeds.Osv;

/// <summary>
/// Walks along the list of entries at the end of a zip (APPNOTE 6.3.10) and unpacks those that are asked for. Most entries of an archive are known, and
/// nothing is made of them here.
/// </summary>
internal sealed class ZipDirectory
{
    private const int HeaderLength = 46;
    private const int LocalHeaderLength = 30;

    private readonly Stream _stream;
    private readonly byte[] _directory;
    private byte[] _packed = [];
    private long _left;
    private int _at;
    private int _next;

    /// <summary>Reads the list.</summary>
    /// <param name="stream">Seekable.</param>
    /// <exception cref="InvalidDataException">Not a whole zip archive.</exception>
    public ZipDirectory(Stream stream)
    {
        _stream = stream;
        var end = ZipEnd.Find(stream);
        _left = end.Entries;
        _directory = new byte[LengthWithin(end.DirectoryStart, end.DirectoryLength)];
        ReadAt(end.DirectoryStart, _directory);
    }

    /// <summary>Name of the entry, in UTF-8.</summary>
    public ReadOnlySpan<byte> Name => Header.Slice(HeaderLength, UInt16(28));

    /// <summary>CRC-32 of its content, as stated.</summary>
    public uint Checksum => BinaryPrimitives.ReadUInt32LittleEndian(Header[16..]);

    /// <summary>Length of its content, as stated.</summary>
    public long Length => Large(24);

    /// <summary>Moves to the next entry.</summary>
    /// <exception cref="InvalidDataException">The list ends before all entries were named.</exception>
    public bool MoveNext()
    {
        if (_left == 0)
        {
            return false;
        }

        (_at, _left) = (_next, _left - 1);
        if (Header.Length < HeaderLength || !Header.StartsWith("PK\u0001\u0002"u8))
        {
            throw Damaged();
        }

        _next = _at + HeaderLength + UInt16(28) + UInt16(30) + UInt16(32);
        return _next <= _directory.Length ? true : throw Damaged();
    }

    /// <summary>The content of the entry, until the next one is opened.</summary>
    /// <exception cref="InvalidDataException">It is not where it is said to be, or packed in a way that is not known.</exception>
    public Stream Open()
    {
        Span<byte> local = stackalloc byte[LocalHeaderLength];
        var start = Large(42);
        LengthWithin(start, LocalHeaderLength);
        ReadAt(start, local);
        start += LocalHeaderLength + BinaryPrimitives.ReadUInt16LittleEndian(local[26..]) + BinaryPrimitives.ReadUInt16LittleEndian(local[28..]);
        var length = LengthWithin(start, Large(20));
        if (_packed.Length < length)
        {
            _packed = new byte[Math.Min(2L * length, Array.MaxLength)];
        }

        ReadAt(start, _packed.AsSpan(0, length));
        var packed = new MemoryStream(_packed, 0, length, writable: false);
        const int Encrypted = 1, Stored = 0, Deflated = 8;
        return (UInt16(8) & Encrypted, UInt16(10)) switch
        {
            (0, Stored) => packed,
            (0, Deflated) => new DeflateStream(packed, CompressionMode.Decompress),
            var (_, method) => throw new InvalidDataException($"The entry is encrypted, or packed with method {method}, which is not supported."),
        };
    }

    private ReadOnlySpan<byte> Header => _directory.AsSpan(_at);

    private int UInt16(int at) => BinaryPrimitives.ReadUInt16LittleEndian(Header[at..]);

    // one of two lengths and an offset; what four bytes are too few for stands in a field behind the name, in this order
    private long Large(int at)
    {
        ReadOnlySpan<int> order = [24, 20, 42];
        var place = 0;
        foreach (var earlier in order[..order.IndexOf(at)])
        {
            place += IsLarge(earlier) ? sizeof(long) : 0;
        }

        return IsLarge(at) ? Large(place, Header.Slice(HeaderLength + UInt16(28), UInt16(30))) : BinaryPrimitives.ReadUInt32LittleEndian(Header[at..]);

        bool IsLarge(int number) => BinaryPrimitives.ReadUInt32LittleEndian(Header[number..]) == uint.MaxValue;
    }

    private static long Large(int place, ReadOnlySpan<byte> fields)
    {
        const int Zip64 = 1, Head = 4;
        for (; fields.Length >= Head; fields = fields[Math.Min(fields.Length, Head + BinaryPrimitives.ReadUInt16LittleEndian(fields[2..]))..])
        {
            if (BinaryPrimitives.ReadUInt16LittleEndian(fields) == Zip64 && fields.Length >= Head + place + sizeof(long))
            {
                var number = BinaryPrimitives.ReadInt64LittleEndian(fields[(Head + place)..]);
                return number >= 0 ? number : throw Damaged();
            }
        }

        throw Damaged();
    }

    private int LengthWithin(long start, long length) =>
        start >= 0 && length >= 0 && length <= Array.MaxLength && start <= _stream.Length - length ? (int)length : throw Damaged();

    private void ReadAt(long start, Span<byte> into)
    {
        _stream.Position = start;
        _stream.ReadExactly(into);
    }

    private static InvalidDataException Damaged() => new("The archive is damaged: its list of entries does not agree with it.");
}
