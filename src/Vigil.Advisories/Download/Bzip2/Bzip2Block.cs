namespace Vigil.Advisories.Download.Bzip2;

/// <summary>Unpacks one block: prefix codes, runs of zero, move to front, the inverse of the Burrows-Wheeler transform, then runs of equal bytes.</summary>
/// <param name="maxBytes">Bytes of a block before runs of equal bytes are undone: 100,000 to 900,000.</param>
internal sealed class Bzip2Block(int maxBytes)
{
    private const int GroupSize = 50;
    private const int RunB = 1;

    // the low byte is the last column of the sorted rotations, the rest the place of the next byte
    private readonly uint[] _links = new uint[maxBytes];
    private uint _place;
    private int _left;
    private int _last = -1;
    private int _equal;
    private int _repeats;

    /// <summary>Reads a block up to its end.</summary>
    /// <exception cref="InvalidDataException">It is broken.</exception>
    public void Read(BitInput input)
    {
        if (input.ReadBit())
        {
            throw new InvalidDataException("The bzip2 stream has a randomised block, as only versions before 1.0 wrote.");
        }

        var origin = input.Read(24);
        var bytes = ReadAlphabet(input);
        var (selectors, codes) = ReadCodes(input, bytes.Length + 2);
        Span<int> counts = stackalloc int[256];
        var length = ReadBytes(input, bytes, selectors, codes, counts);
        if (origin >= length)
        {
            throw new InvalidDataException("A block of the bzip2 stream begins behind its end.");
        }

        Link(counts, length);
        (_place, _left, _last, _equal, _repeats) = (_links[origin] >> 8, length, -1, 0, 0);
    }

    /// <summary>Gives unpacked bytes.</summary>
    /// <returns>Their number; 0 at the end of the block.</returns>
    public int Take(Span<byte> output)
    {
        var written = 0;
        while (written < output.Length && (_repeats > 0 || _left > 0))
        {
            if (_repeats > 0)
            {
                _repeats--;
                output[written++] = (byte)_last;
                continue;
            }

            var value = NextByte();
            _equal = value == _last ? _equal + 1 : 1;
            _last = value;
            output[written++] = (byte)value;
            if (_equal == 4)
            {
                // four equal bytes are followed by the number of further ones
                _repeats = _left > 0 ? NextByte() : throw new InvalidDataException("A run of the bzip2 stream has no length.");
                _equal = 0;
                _last = value;
            }
        }

        return written;
    }

    private int NextByte()
    {
        var link = _links[_place];
        _place = link >> 8;
        _left--;
        return (int)(link & 0xFF);
    }

    // which bytes occur: sixteen bits for sixteen ranges, then sixteen for each that occurs
    private static byte[] ReadAlphabet(BitInput input)
    {
        var ranges = input.Read(16);
        var bytes = new List<byte>(256);
        for (var range = 0; range < 16; range++)
        {
            var members = (ranges >> (15 - range) & 1) != 0 ? input.Read(16) : 0;
            for (var member = 0; member < 16; member++)
            {
                if ((members >> (15 - member) & 1) != 0)
                {
                    bytes.Add((byte)((range * 16) + member));
                }
            }
        }

        return bytes.Count > 0 ? [.. bytes] : throw new InvalidDataException("A block of the bzip2 stream has no bytes.");
    }

    private static (byte[] Selectors, HuffmanCode[] Codes) ReadCodes(BitInput input, int symbols)
    {
        var count = (int)input.Read(3);
        var selectors = new byte[(int)input.Read(15)];
        if (count is < 2 or > 6 || selectors.Length == 0)
        {
            throw new InvalidDataException("A block of the bzip2 stream has no codes.");
        }

        Span<byte> recent = [0, 1, 2, 3, 4, 5];
        for (var i = 0; i < selectors.Length; i++)
        {
            var rank = 0;
            while (input.ReadBit())
            {
                if (++rank >= count)
                {
                    throw new InvalidDataException("A block of the bzip2 stream chooses a code that it does not have.");
                }
            }

            selectors[i] = ToFront(recent, rank);
        }

        var codes = new HuffmanCode[count];
        for (var i = 0; i < count; i++)
        {
            codes[i] = HuffmanCode.Read(input, symbols);
        }

        return (selectors, codes);
    }

    private int ReadBytes(BitInput input, byte[] recent, byte[] selectors, HuffmanCode[] codes, Span<int> counts)
    {
        var end = recent.Length + 1;
        var (length, run, weight) = (0, 0, 1);
        for (var position = 0; ; position++)
        {
            var group = position / GroupSize;
            var symbol = group < selectors.Length
                ? codes[selectors[group]].Next(input)
                : throw new InvalidDataException("A block of the bzip2 stream has more symbols than it states.");
            if (symbol <= RunB)
            {
                // a run of zeros as a number in bijective base two
                run += weight << symbol;
                weight <<= 1;
                if (run > maxBytes - length)
                {
                    throw TooLong();
                }

                continue;
            }

            _links.AsSpan(length, run).Fill(recent[0]);
            counts[recent[0]] += run;
            length += run;
            (run, weight) = (0, 1);
            if (symbol == end)
            {
                return length;
            }

            if (length == maxBytes)
            {
                throw TooLong();
            }

            var value = ToFront(recent, symbol - 1);
            counts[value]++;
            _links[length++] = value;
        }
    }

    private void Link(Span<int> counts, int length)
    {
        var sum = 0;
        foreach (ref var count in counts)
        {
            (count, sum) = (sum, sum + count);
        }

        for (var i = 0; i < length; i++)
        {
            _links[counts[(int)(_links[i] & 0xFF)]++] |= (uint)i << 8;
        }
    }

    private static byte ToFront(Span<byte> recent, int rank)
    {
        var value = recent[rank];
        recent[..rank].CopyTo(recent[1..]);
        recent[0] = value;
        return value;
    }

    private static InvalidDataException TooLong() => new("A block of the bzip2 stream is longer than it may be.");
}
