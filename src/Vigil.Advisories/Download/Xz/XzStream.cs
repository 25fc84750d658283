using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Vigil.Advisories.Download.Xz;

/// <summary>Unpacks an <c>.xz</c> file from front to end (https://tukaani.org/xz/xz-file-format.txt, 1.2.1): LZMA2 without other filters, all checks verified.</summary>
/// <param name="packed">The file; closed with this stream.</param>
internal sealed class XzStream(Stream packed) : Stream
{
    private const int MaxDictionaryBytes = 64 << 20;
    private const byte Lzma2Filter = 0x21;
    private const int Magic = 0xFD;
    private readonly CountedInput _input = new(new BufferedStream(packed, 1 << 16));
    private readonly List<(long Unpadded, long Unpacked)> _blocks = [];
    private byte _checkType;
    private bool _isInStream;
    private bool _isAtEnd;

    private Lzma2Decoder? _block;
    private long _blockStart;
    private long _unpacked;
    private ulong _crc;
    private IncrementalHash? _sha256;

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    /// <exception cref="InvalidDataException">The file is broken, cut, or packed in a way that is not supported.</exception>
    public override int Read(Span<byte> buffer)
    {
        while (!buffer.IsEmpty && (_block is not null || NextBlock()))
        {
            // A block was found: NextBlock says so.
            var bytes = _block!.Read(buffer.Length);
            if (!bytes.IsEmpty)
            {
                bytes.CopyTo(buffer);
                AppendCheck(bytes);
                return bytes.Length;
            }

            EndBlock();
        }

        return 0;
    }

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _sha256?.Dispose();
            packed.Dispose();
        }

        base.Dispose(disposing);
    }

    private bool NextBlock()
    {
        while (!_isAtEnd)
        {
            if (!_isInStream && !StartStream())
            {
                _isAtEnd = true;
                return false;
            }

            _blockStart = _input.Position;
            _input.Check = 0;
            var headerSize = _input.ReadByte();
            if (headerSize != 0)
            {
                StartBlock((headerSize + 1) * 4);
                return true;
            }

            EndStream();
        }

        return false;
    }

    private bool StartStream()
    {
        // Streams may follow each other, with zeros between them.
        int first;
        do
        {
            _input.Check = 0;
            first = _input.TryReadByte();
        }
        while (first == 0 && _input.Position > 1);

        if (first < 0 && _input.Position > 0)
        {
            return false;
        }

        Span<byte> rest = stackalloc byte[7];
        if (first == Magic)
        {
            _input.ReadExactly(rest);
        }

        if (!rest[..6].SequenceEqual("7zXZ\0\0"u8))
        {
            throw new InvalidDataException("The file is not an xz file.");
        }

        _checkType = rest[6];
        _input.Check = Crc.Crc32.Append(0, rest[5..]);
        CheckHeader();
        if (_checkType is not (0 or 1 or 4 or 10))
        {
            throw new InvalidDataException($"The check {_checkType} of the xz file is not known.");
        }

        _isInStream = true;
        return true;
    }

    private void StartBlock(int headerSize)
    {
        var flags = _input.ReadByte();
        if ((flags & 0x3F) != 0)
        {
            throw new InvalidDataException("The xz block has more than the LZMA2 filter.");
        }

        for (var sizes = (flags >> 6 & 1) + (flags >> 7 & 1); sizes > 0; sizes--)
        {
            _input.ReadNumber();
        }

        if (_input.ReadNumber() != Lzma2Filter || _input.ReadNumber() != 1)
        {
            throw new InvalidDataException("The xz block is not packed with LZMA2.");
        }

        var dictionary = DictionaryBytes(_input.ReadByte());
        while (_input.Position - _blockStart < headerSize - 4)
        {
            _input.ReadByte();
        }

        CheckHeader();
        _block = new(_input, dictionary);
        (_unpacked, _crc) = (0, 0);
        _sha256 ??= _checkType == 10 ? IncrementalHash.CreateHash(HashAlgorithmName.SHA256) : null;
    }

    private static int DictionaryBytes(int bits)
    {
        var bytes = bits > 40 ? long.MaxValue : (2L | (uint)(bits & 1)) << ((bits / 2) + 11);
        return bytes <= MaxDictionaryBytes ? (int)bytes : throw new InvalidDataException($"The xz file needs a dictionary above {MaxDictionaryBytes} bytes.");
    }

    private void AppendCheck(ReadOnlySpan<byte> bytes)
    {
        _unpacked += bytes.Length;
        _crc = _checkType switch
        {
            1 => Crc.Crc32.Append(_crc, bytes),
            4 => Crc.Crc64.Append(_crc, bytes),
            _ => 0,
        };
        _sha256?.AppendData(bytes);
    }

    private void EndBlock()
    {
        _block = null;
        var packedEnd = _input.Position;
        _input.ReadPadding(_blockStart);
        Span<byte> expected = stackalloc byte[32];
        expected = expected[..(_checkType switch { 0 => 0, 1 => 4, 4 => 8, _ => 32 })];
        Span<byte> found = stackalloc byte[32];
        BinaryPrimitives.WriteUInt64LittleEndian(found, _crc);
        _sha256?.GetHashAndReset(found);
        _input.ReadExactly(expected);
        if (!expected.SequenceEqual(found[..expected.Length]))
        {
            throw new InvalidDataException("The check of the xz block does not agree with its content.");
        }

        _blocks.Add((packedEnd - _blockStart + expected.Length, _unpacked));
    }

    // The index repeats the size of every block, the footer closes the stream.
    private void EndStream()
    {
        var agrees = _input.ReadNumber() == _blocks.Count;
        for (var i = 0; agrees && i < _blocks.Count; i++)
        {
            agrees = _input.ReadNumber() == _blocks[i].Unpadded && _input.ReadNumber() == _blocks[i].Unpacked;
        }

        if (!agrees)
        {
            throw new InvalidDataException("The index of the xz file does not agree with its blocks.");
        }

        _input.ReadPadding(_blockStart);
        CheckHeader();
        Span<byte> footer = stackalloc byte[12];
        _input.ReadExactly(footer);
        var isWhole = footer[10..].SequenceEqual("YZ"u8)
            && BinaryPrimitives.ReadUInt32LittleEndian(footer) == (uint)Crc.Crc32.Append(0, footer[4..10])
            && footer[9] == _checkType;
        if (!isWhole)
        {
            throw new InvalidDataException("The xz stream does not end as it must.");
        }

        _blocks.Clear();
        _isInStream = false;
    }

    private void CheckHeader()
    {
        var expected = (uint)_input.Check;
        Span<byte> stated = stackalloc byte[4];
        _input.ReadExactly(stated);
        if (BinaryPrimitives.ReadUInt32LittleEndian(stated) != expected)
        {
            throw new InvalidDataException("A header of the xz file is broken.");
        }
    }
}
