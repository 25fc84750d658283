using System.Buffers.Binary;

namespace Vigil.Advisories.Download.Xz;

/// <summary>Decodes an LZMA2 stream, chunk by chunk.</summary>
/// <param name="input">The packed stream.</param>
/// <param name="dictionaryBytes">Size of the dictionary.</param>
internal sealed class Lzma2Decoder(CountedInput input, int dictionaryBytes)
{
    private readonly Window _window = new(dictionaryBytes);
    private readonly LzmaDecoder _lzma = new();
    private readonly byte[] _chunk = new byte[1 << 16];
    private bool _needsDictionaryReset = true;
    private bool _needsStateReset = true;

    /// <summary>Gives decoded bytes; none at the end.</summary>
    /// <exception cref="InvalidDataException">The stream is broken or cut.</exception>
    public ReadOnlySpan<byte> Read(int maxBytes)
    {
        var bytes = _window.Take(maxBytes);
        while (bytes.IsEmpty && DecodeChunk())
        {
            bytes = _window.Take(maxBytes);
        }

        return bytes;
    }

    private bool DecodeChunk()
    {
        var control = input.ReadByte();
        if (control == 0)
        {
            return false;
        }

        if (control == 1 || control >= 0xE0)
        {
            _window.Reset();
            _needsDictionaryReset = false;
        }
        else if (_needsDictionaryReset)
        {
            throw new InvalidDataException("The first LZMA2 chunk does not start the dictionary.");
        }

        if (control >= 0x80)
        {
            DecodePacked(control);
        }
        else if (control <= 2)
        {
            CopyPlain();
        }
        else
        {
            throw new InvalidDataException($"The LZMA2 control byte {control} is not known.");
        }

        return true;
    }

    private void DecodePacked(int control)
    {
        Span<byte> sizes = stackalloc byte[4];
        input.ReadExactly(sizes);
        var length = ((control & 0x1F) << 16) + BinaryPrimitives.ReadUInt16BigEndian(sizes) + 1;
        var packed = BinaryPrimitives.ReadUInt16BigEndian(sizes[2..]) + 1;
        if (control >= 0xC0)
        {
            _lzma.SetProperties((byte)input.ReadByte());
        }

        if (control >= 0xA0 && _lzma.HasProperties)
        {
            _lzma.ResetState();
            _needsStateReset = false;
        }
        else if (_needsStateReset || !_lzma.HasProperties)
        {
            throw new InvalidDataException("The first LZMA chunk does not set its state.");
        }

        input.ReadExactly(_chunk.AsSpan(0, packed));
        _window.Reserve(length);
        _lzma.Decode(_chunk, packed, _window, length);
    }

    private void CopyPlain()
    {
        Span<byte> size = stackalloc byte[2];
        input.ReadExactly(size);
        var length = BinaryPrimitives.ReadUInt16BigEndian(size) + 1;
        input.ReadExactly(_chunk.AsSpan(0, length));
        _window.Reserve(length);
        _window.Append(_chunk.AsSpan(0, length));
    }
}
