using System.Buffers.Binary;
using System.Security.Cryptography;
using Vigil.Advisories.Store;

namespace Vigil.Advisories.Compilation;

/// <summary>Writes the sections of a store one after the other; what comes in its final order is written once and kept nowhere.</summary>
internal sealed class StoreWriter : IByteRun, IDisposable
{
    private readonly Stream _output;
    private readonly long _origin;
    private readonly IncrementalHash _content = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly byte[] _head = new byte[StoreFormat.HeaderLength + ((int)Section.TextBlocks * StoreFormat.SectionEntryLength)];
    private readonly byte[] _waiting = new byte[1 << 16];
    private int _waitingLength;
    private Section? _section;
    private uint _checksum;
    private long _start;
    private long _end;

    /// <param name="output">Seekable; the store begins where it stands.</param>
    public StoreWriter(Stream output)
    {
        (_output, _origin, _end) = (output, output.Position, _head.Length);
        output.Position = _origin + _end;
    }

    /// <summary>Bytes of the section at hand so far.</summary>
    public long Length => _end + _waitingLength - _start;

    /// <summary>Ends the section at hand and begins the next one.</summary>
    public StoreWriter Begin(Section section)
    {
        EndSection();
        Append(new byte[-_end & (StoreFormat.SectionAlignment - 1)]);
        Flush();
        (_section, _start, _checksum) = (section, _end, 0);
        return this;
    }

    /// <summary>Appends to the section at hand.</summary>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > _waiting.Length - _waitingLength)
        {
            Flush();
        }

        if (bytes.Length >= _waiting.Length)
        {
            Write(bytes);
            return;
        }

        bytes.CopyTo(_waiting.AsSpan(_waitingLength));
        _waitingLength += bytes.Length;
    }

    /// <summary>Writes a section that had to wait.</summary>
    public void Write(Section section, SpillBuffer content) => content.CopyTo(Begin(section));

    /// <summary>Writes the header and the table of sections.</summary>
    /// <returns>The content id.</returns>
    public string Finish()
    {
        EndSection();
        StoreFormat.Magic.CopyTo(_head);
        BinaryPrimitives.WriteUInt32LittleEndian(_head.AsSpan(8), StoreFormat.Version);
        BinaryPrimitives.WriteUInt32LittleEndian(_head.AsSpan(12), (uint)Section.TextBlocks);
        BinaryPrimitives.WriteInt64LittleEndian(_head.AsSpan(StoreFormat.FileLengthAt), _end);
        _content.AppendData(_head.AsSpan(StoreFormat.HeaderLength));
        _content.GetHashAndReset().CopyTo(_head.AsSpan(StoreFormat.ContentIdAt));
        StoreFile.Reseal(_head);
        _output.Position = _origin;
        _output.Write(_head);
        _output.Position = _origin + _end;
        return Convert.ToHexStringLower(_head.AsSpan(StoreFormat.ContentIdAt, StoreFormat.ContentIdLength));
    }

    public void Dispose() => _content.Dispose();

    private void EndSection()
    {
        Flush();
        if (_end > int.MaxValue)
        {
            throw new StoreFormatException($"The compiled store has {_end} bytes; a store has at most {int.MaxValue}.");
        }

        if (_section is { } section)
        {
            var entry = _head.AsSpan(StoreFormat.HeaderLength + (((int)section - 1) * StoreFormat.SectionEntryLength));
            BinaryPrimitives.WriteUInt32LittleEndian(entry, (uint)section);
            BinaryPrimitives.WriteUInt32LittleEndian(entry[4..], _checksum);
            BinaryPrimitives.WriteInt64LittleEndian(entry[8..], _start);
            BinaryPrimitives.WriteInt64LittleEndian(entry[16..], _end - _start);
        }
    }

    private void Flush()
    {
        Write(_waiting.AsSpan(0, _waitingLength));
        _waitingLength = 0;
    }

    private void Write(ReadOnlySpan<byte> bytes)
    {
        _checksum = StoreFile.Checksum(_checksum, bytes);
        _content.AppendData(bytes);
        _output.Write(bytes);
        _end += bytes.Length;
    }
}
