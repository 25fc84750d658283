using Vigil.Advisories.Store;

namespace Vigil.Advisories.Compilation;

/// <summary>
/// Takes the texts of flaws in their order. As long as they are those of a block of the generation before, one after the other, nothing is done: a block that
/// comes out whole is taken over without being packed again.
/// </summary>
internal sealed class TextSequence
{
    private readonly AdvisoryStore _store;
    private readonly TextBlocks _texts;
    private readonly (int Block, int Start, int End)[] _places; // by flaw of the generation before
    private readonly int _blockCount;
    private int _followed = -1;
    private int _followedLength;
    private int _next;
    private int _inflatedBlock = -1;
    private byte[] _inflated = [];

    /// <param name="before">The generation before.</param>
    /// <param name="texts">Where they go.</param>
    public TextSequence(AdvisoryStore before, TextBlocks texts)
    {
        _store = before;
        _texts = texts;
        _places = new (int, int, int)[before.VulnerabilityCount];
        _blockCount = Blocks.Count;
        var entries = new BlobTable(before.File[Section.Vulnerabilities]);
        var last = -1;
        for (var flaw = 0; flaw < _places.Length; flaw++)
        {
            var entry = new ByteReader(entries[flaw]);
            RecordGrammar.SkipVulnerability(ref entry);
            if (entry.AtEnd)
            {
                _places[flaw].Block = -1;
                continue;
            }

            _places[flaw] = (entry.ReadNumber(), entry.ReadNumber(), int.MaxValue);
            if (last >= 0 && _places[last].Block == _places[flaw].Block)
            {
                _places[last].End = _places[flaw].Start;
            }

            last = flaw;
        }
    }

    /// <summary>Takes the text that a flaw had, and appends to its entry where it is.</summary>
    /// <param name="flaw">Its place in the generation before.</param>
    /// <param name="entry">Its entry in the one to come.</param>
    public void Carry(int flaw, ByteWriter entry)
    {
        var (block, start, end) = _places[flaw];
        if (block < 0)
        {
            return;
        }

        _next = block + 1;
        if (start == 0)
        {
            TryFollow(block);
        }

        if (block == _followed && start == _followedLength)
        {
            Follow(Math.Min(end, LengthOf(block)), entry);
        }
        else
        {
            Append(Inflate(block).AsSpan(start, Math.Min(end, _inflated.Length) - start), entry);
        }
    }

    /// <summary>Takes a text that may be another one than before, and appends to the entry where it is.</summary>
    public void Add(ReadOnlySpan<byte> text, ByteWriter entry)
    {
        TryFollow(_next);
        if (_followed >= 0 && Inflate(_followed).AsSpan(_followedLength).StartsWith(text))
        {
            _next = _followed + 1;
            Follow(_followedLength + text.Length, entry);
        }
        else
        {
            Append(text, entry);
        }
    }

    /// <summary>Ends the section.</summary>
    public void Close()
    {
        Leave();
        _texts.Close();
    }

    private BlobTable Blocks => new(_store.File[Section.TextBlocks]);

    // the last block may have ended only because there was no more
    private void TryFollow(int block)
    {
        if (_followed < 0 && _texts.IsAtStart && block < _blockCount - 1)
        {
            (_followed, _followedLength) = (block, 0);
        }
    }

    private void Follow(int length, ByteWriter entry)
    {
        _texts.Point(_followedLength, entry);
        _followedLength = length;
        if (length == LengthOf(_followed))
        {
            _texts.AppendBlock(Blocks[_followed]);
            _followed = -1;
        }
    }

    private void Append(ReadOnlySpan<byte> text, ByteWriter entry)
    {
        Leave();
        _texts.Append(text, entry);
    }

    private void Leave()
    {
        if (_followed >= 0)
        {
            _texts.Resume(Inflate(_followed).AsSpan(0, _followedLength));
            _followed = -1;
        }
    }

    private int LengthOf(int block) => new ByteReader(Blocks[block]).ReadNumber();

    private byte[] Inflate(int block)
    {
        if (block != _inflatedBlock)
        {
            (_inflatedBlock, _inflated) = (block, VulnerabilityReader.Inflate(Blocks[block]));
        }

        return _inflated;
    }
}
