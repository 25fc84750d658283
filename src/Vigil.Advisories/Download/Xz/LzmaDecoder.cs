namespace Vigil.Advisories.Download.Xz;

/// <summary>Decodes the LZMA chunks of LZMA2 into a window (LZMA specification, Igor Pavlov, 2015; public domain).</summary>
internal sealed class LzmaDecoder
{
    private const int States = 12;
    private const int MaxPosStates = 16;
    private const int LiteralCoder = 0x300;
    private const uint TopValue = 1u << 24;

    private readonly ushort[] _isMatch = new ushort[States * MaxPosStates];
    private readonly ushort[] _isRep = new ushort[States];
    private readonly ushort[] _isRepG0 = new ushort[States];
    private readonly ushort[] _isRepG1 = new ushort[States];
    private readonly ushort[] _isRepG2 = new ushort[States];
    private readonly ushort[] _isRep0Long = new ushort[States * MaxPosStates];
    private readonly ushort[] _posSlot = new ushort[4 * 64];
    private readonly ushort[] _posSpecial = new ushort[128];
    private readonly ushort[] _align = new ushort[16];
    private readonly LengthCoder _length = new();
    private readonly LengthCoder _repLength = new();
    private ushort[] _literal = [];
    private int _lc;
    private int _lpMask;
    private int _pbMask;
    private int _state;
    private int _rep0;
    private int _rep1;
    private int _rep2;
    private int _rep3;

    private byte[] _input = [];
    private int _at;
    private int _end;
    private uint _range;
    private uint _code;

    /// <summary>Whether properties were set, without which nothing can be decoded.</summary>
    public bool HasProperties => _literal.Length > 0;

    /// <summary>Sets literal context, literal position and position bits.</summary>
    /// <exception cref="InvalidDataException">Not properties that LZMA2 allows.</exception>
    public void SetProperties(byte properties)
    {
        var (lc, lp, pb) = (properties % 9, properties / 9 % 5, properties / 45);
        if (pb > 4 || lc + lp > 4)
        {
            throw new InvalidDataException("The LZMA properties are not valid.");
        }

        (_lc, _lpMask, _pbMask) = (lc, (1 << lp) - 1, (1 << pb) - 1);
        _literal = new ushort[LiteralCoder << (lc + lp)];
    }

    /// <summary>Forgets all that was learnt.</summary>
    public void ResetState()
    {
        foreach (var coder in (ReadOnlySpan<ushort[]>)[_isMatch, _isRep, _isRepG0, _isRepG1, _isRepG2, _isRep0Long, _posSlot, _posSpecial, _align, _literal])
        {
            Array.Fill(coder, (ushort)1024);
        }

        _length.Reset();
        _repLength.Reset();
        (_state, _rep0, _rep1, _rep2, _rep3) = (0, 0, 0, 0, 0);
    }

    /// <summary>Decodes one chunk.</summary>
    /// <param name="input">The packed chunk.</param>
    /// <param name="inputLength">Its length.</param>
    /// <param name="window">Decoded bytes; those of the chunk are appended.</param>
    /// <param name="length">Bytes that the chunk gives.</param>
    /// <exception cref="InvalidDataException">The chunk is broken.</exception>
    public void Decode(byte[] input, int inputLength, Window window, int length)
    {
        if (inputLength < 5 || input[0] != 0)
        {
            throw new InvalidDataException("The LZMA chunk does not start as it must.");
        }

        (_input, _at, _end, _range, _code) = (input, 5, inputLength, uint.MaxValue, 0);
        for (var i = 1; i < 5; i++)
        {
            _code = (_code << 8) | input[i];
        }

        for (var limit = window.Written + length; window.Written < limit;)
        {
            DecodeSymbol(window, limit);
        }

        Normalize();
        if (_code != 0 || _at != _end)
        {
            throw new InvalidDataException("The LZMA chunk does not end as it must.");
        }
    }

    private void DecodeSymbol(Window window, long limit)
    {
        var posState = (int)window.Written & _pbMask;
        if (DecodeBit(ref _isMatch[(_state * MaxPosStates) + posState]) == 0)
        {
            DecodeLiteral(window);
            return;
        }

        int length;
        if (DecodeBit(ref _isRep[_state]) == 0)
        {
            (_rep3, _rep2, _rep1) = (_rep2, _rep1, _rep0);
            length = 2 + DecodeLength(_length, posState);
            _state = _state < 7 ? 7 : 10;
            _rep0 = DecodeDistance(length);
        }
        else if (DecodeRepeat(posState))
        {
            length = 1;
            _state = _state < 7 ? 9 : 11;
        }
        else
        {
            length = 2 + DecodeLength(_repLength, posState);
            _state = _state < 7 ? 8 : 11;
        }

        if (length > limit - window.Written)
        {
            throw new InvalidDataException("A match reaches beyond its LZMA chunk.");
        }

        window.Copy(_rep0, length);
    }

    // True for a match of a single byte at the last distance.
    private bool DecodeRepeat(int posState)
    {
        if (DecodeBit(ref _isRepG0[_state]) == 0)
        {
            return DecodeBit(ref _isRep0Long[(_state * MaxPosStates) + posState]) == 0;
        }

        if (DecodeBit(ref _isRepG1[_state]) == 0)
        {
            (_rep0, _rep1) = (_rep1, _rep0);
        }
        else if (DecodeBit(ref _isRepG2[_state]) == 0)
        {
            (_rep0, _rep1, _rep2) = (_rep2, _rep0, _rep1);
        }
        else
        {
            (_rep0, _rep1, _rep2, _rep3) = (_rep3, _rep0, _rep1, _rep2);
        }

        return false;
    }

    private void DecodeLiteral(Window window)
    {
        var context = (((int)window.Written & _lpMask) << _lc) + (window.Last >> (8 - _lc));
        var coder = _literal.AsSpan(LiteralCoder * context, LiteralCoder);
        var symbol = 1;
        if (_state >= 7)
        {
            // After a match the byte at the last distance tells much of the next one.
            int matched = window.At(_rep0);
            while (symbol < 0x100)
            {
                var matchBit = (matched >> 7) & 1;
                matched <<= 1;
                var bit = DecodeBit(ref coder[((1 + matchBit) << 8) + symbol]);
                symbol = (symbol << 1) | bit;
                if (matchBit != bit)
                {
                    break;
                }
            }
        }

        while (symbol < 0x100)
        {
            symbol = (symbol << 1) | DecodeBit(ref coder[symbol]);
        }

        window.Append((byte)symbol);
        _state = _state < 4 ? 0 : _state < 10 ? _state - 3 : _state - 6;
    }

    private int DecodeLength(LengthCoder coder, int posState) =>
        DecodeBit(ref coder.Choice[0]) == 0 ? DecodeTree(coder.Low.AsSpan(posState * 8, 8), 3)
        : DecodeBit(ref coder.Choice[1]) == 0 ? 8 + DecodeTree(coder.Mid.AsSpan(posState * 8, 8), 3)
        : 16 + DecodeTree(coder.High, 8);

    private int DecodeDistance(int length)
    {
        var slot = DecodeTree(_posSlot.AsSpan(Math.Min(length - 2, 3) * 64, 64), 6);
        if (slot < 4)
        {
            return slot;
        }

        var bits = (slot >> 1) - 1;
        var distance = (2 | (slot & 1)) << bits;
        return slot < 14
            ? distance + DecodeReverseTree(_posSpecial.AsSpan(distance - slot), bits)
            : distance + (DecodeDirect(bits - 4) << 4) + DecodeReverseTree(_align, 4);
    }

    private int DecodeTree(Span<ushort> coder, int bits)
    {
        var symbol = 1;
        for (var i = 0; i < bits; i++)
        {
            symbol = (symbol << 1) | DecodeBit(ref coder[symbol]);
        }

        return symbol - (1 << bits);
    }

    private int DecodeReverseTree(Span<ushort> coder, int bits)
    {
        var (symbol, result) = (1, 0);
        for (var i = 0; i < bits; i++)
        {
            var bit = DecodeBit(ref coder[symbol]);
            symbol = (symbol << 1) | bit;
            result |= bit << i;
        }

        return result;
    }

    private int DecodeDirect(int bits)
    {
        var result = 0;
        for (; bits > 0; bits--)
        {
            Normalize();
            _range >>= 1;
            var bit = _code >= _range ? 1 : 0;
            _code -= _range & (uint)-bit;
            result = (result << 1) | bit;
        }

        return result;
    }

    private int DecodeBit(ref ushort probability)
    {
        Normalize();
        var bound = (_range >> 11) * probability;
        if (_code < bound)
        {
            _range = bound;
            probability += (ushort)((2048 - probability) >> 5);
            return 0;
        }

        _range -= bound;
        _code -= bound;
        probability -= (ushort)(probability >> 5);
        return 1;
    }

    private void Normalize()
    {
        if (_range >= TopValue)
        {
            return;
        }

        if (_at >= _end)
        {
            throw new InvalidDataException("The LZMA chunk is cut.");
        }

        _range <<= 8;
        _code = (_code << 8) | _input[_at++];
    }

    private sealed class LengthCoder
    {
        public ushort[] Choice { get; } = new ushort[2];

        public ushort[] Low { get; } = new ushort[MaxPosStates * 8];

        public ushort[] Mid { get; } = new ushort[MaxPosStates * 8];

        public ushort[] High { get; } = new ushort[256];

        public void Reset()
        {
            Array.Fill(Choice, (ushort)1024);
            Array.Fill(Low, (ushort)1024);
            Array.Fill(Mid, (ushort)1024);
            Array.Fill(High, (ushort)1024);
        }
    }
}
