namespace Vigil.Advisories.Download.Bzip2;

/// <summary>A canonical prefix code of up to 258 symbols with lengths of 1 to 20 bits.</summary>
internal sealed class HuffmanCode
{
    private const int MaxLength = 20;

    // by length: the first code behind those of the length, and what to add to a code to find the place of its symbol
    private readonly int[] _limits = new int[MaxLength + 1];
    private readonly int[] _places = new int[MaxLength + 1];
    private readonly short[] _symbols;
    private readonly int _shortest;

    private HuffmanCode(ReadOnlySpan<byte> lengths)
    {
        _symbols = new short[lengths.Length];
        _shortest = MaxLength;
        var (code, place) = (0, 0);
        for (var length = 1; length <= MaxLength; length++)
        {
            _places[length] = place - code;
            for (short symbol = 0; symbol < lengths.Length; symbol++)
            {
                if (lengths[symbol] == length)
                {
                    _symbols[place++] = symbol;
                    code++;
                    _shortest = Math.Min(_shortest, length);
                }
            }

            _limits[length] = code;
            code <<= 1;
        }
    }

    /// <summary>Reads the lengths of the code's symbols, each as its difference from the one before.</summary>
    /// <exception cref="InvalidDataException">A length is out of bounds.</exception>
    public static HuffmanCode Read(BitInput input, int symbols)
    {
        Span<byte> lengths = stackalloc byte[symbols];
        var length = (int)input.Read(5);
        for (var symbol = 0; symbol < symbols; symbol++)
        {
            while (true)
            {
                if (length is < 1 or > MaxLength)
                {
                    throw new InvalidDataException($"A code of the bzip2 stream has {length} bits.");
                }

                if (!input.ReadBit())
                {
                    break;
                }

                length += input.ReadBit() ? -1 : 1;
            }

            lengths[symbol] = (byte)length;
        }

        return new(lengths);
    }

    /// <summary>Reads a symbol.</summary>
    /// <exception cref="InvalidDataException">There is no such code.</exception>
    public int Next(BitInput input)
    {
        var code = (int)input.Read(_shortest);
        for (var length = _shortest; length <= MaxLength; length++)
        {
            if (code < _limits[length] && code + _places[length] is >= 0 and var place && place < _symbols.Length)
            {
                return _symbols[place];
            }

            code = (code << 1) | (int)input.Read(1);
        }

        throw new InvalidDataException("The bzip2 stream has a code that stands for nothing.");
    }
}
