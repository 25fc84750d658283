using Vigil.Advisories.Store;

namespace Vigil.Advisories.Compilation;

/// <summary>The texts of flaws that stay as they were: whole blocks of them are taken over without being unpacked.</summary>
internal sealed class CarriedTexts
{
    private readonly AdvisoryStore _store;
    private readonly TextBlocks _texts;
    private readonly (int Block, int Start)[] _places;
    private readonly bool[] _isWhole;
    private int _taken = -1;
    private int _takenAs;
    private int _inflatedBlock = -1;
    private byte[] _inflated = [];

    /// <param name="directory">Knows which flaws stay, and in which order they stand.</param>
    /// <param name="before">The generation before.</param>
    /// <param name="texts">Where they go.</param>
    public CarriedTexts(AdvisoryDirectory directory, Remainder before, TextBlocks texts)
    {
        _store = before.Store;
        _texts = texts;
        _places = new (int, int)[_store.VulnerabilityCount];
        var entries = new BlobTable(_store.File[Section.Vulnerabilities]);
        var waiting = new int[new BlobTable(_store.File[Section.TextBlocks]).Count];
        for (var flaw = 0; flaw < _places.Length; flaw++)
        {
            var entry = new ByteReader(entries[flaw]);
            RecordGrammar.SkipVulnerability(ref entry);
            _places[flaw] = entry.AtEnd ? (-1, 0) : (entry.ReadNumber(), entry.ReadNumber());
            if (_places[flaw].Block >= 0)
            {
                waiting[_places[flaw].Block]++;
            }
        }

        _isWhole = FindWhole(directory, waiting);
    }

    /// <summary>Appends to the entry of a flaw where its text is.</summary>
    /// <param name="flaw">Its place in the generation before.</param>
    /// <param name="entry">Its entry in the one to come.</param>
    public void Carry(int flaw, ByteWriter entry)
    {
        var (block, start) = _places[flaw];
        if (block < 0)
        {
            return;
        }

        if (start == 0 && _isWhole[block] && _texts.IsAtStart)
        {
            (_taken, _takenAs) = (block, _texts.AppendBlock(new BlobTable(_store.File[Section.TextBlocks])[block]));
        }

        if (block == _taken)
        {
            entry.Number(_takenAs);
            entry.Number(start);
        }
        else
        {
            _texts.Append(TextAt(block, start), entry);
        }
    }

    // those of which every text stays, with nothing between; the last one may have ended only because there was no more
    private bool[] FindWhole(AdvisoryDirectory directory, int[] waiting)
    {
        var isWhole = new bool[waiting.Length];
        var (current, left) = (-1, 0);
        for (var flaw = 0; flaw < directory.VulnerabilityCount; flaw++)
        {
            var block = directory.CarriedFlaw(flaw) is >= 0 and var old ? _places[old].Block : -1;
            if (block != current)
            {
                if (block < 0 && directory.CarriedFlaw(flaw) >= 0)
                {
                    continue; // it stays and has no text
                }

                (current, left) = (block, block < 0 ? 0 : waiting[block]);
            }

            if (block >= 0 && --left == 0)
            {
                isWhole[block] = block < waiting.Length - 1;
            }
        }

        return isWhole;
    }

    private ReadOnlySpan<byte> TextAt(int block, int start)
    {
        if (block != _inflatedBlock)
        {
            _inflated = VulnerabilityReader.Inflate(new BlobTable(_store.File[Section.TextBlocks])[block]);
            _inflatedBlock = block;
        }

        var reader = new ByteReader(_inflated.AsSpan(start));
        RecordGrammar.SkipText(ref reader);
        return _inflated.AsSpan(start, _inflated.Length - start - reader.Remaining);
    }
}
