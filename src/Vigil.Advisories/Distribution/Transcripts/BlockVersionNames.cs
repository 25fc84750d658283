using Vigil.Advisories.Compilation;
using Vigil.Advisories.Store;

namespace Vigil.Advisories.Distribution.Transcripts;

/// <summary>
/// What the versions of one block are called in a transcript: their texts, each behind a number that tells versions apart which are spelled alike and
/// ordered by different schemes. The store refers to them by where they begin.
/// </summary>
internal sealed class BlockVersionNames
{
    private readonly Utf8Pool _names = new();
    private readonly List<int> _references = [];
    private readonly Dictionary<int, int> _byReference = [];
    private readonly ByteWriter _name = new();

    /// <summary>Forgets the block before.</summary>
    public void Clear()
    {
        _names.Clear();
        _references.Clear();
        _byReference.Clear();
    }

    /// <summary>Takes the next version of the block.</summary>
    /// <param name="text">As published.</param>
    /// <param name="reference">One more than where it begins.</param>
    public void Add(ReadOnlySpan<byte> text, int reference)
    {
        for (var alike = 0; ; alike++)
        {
            _name.Truncate();
            _name.Number(alike);
            _name.Bytes(text);
            if (_names.Find(_name.Written) < 0)
            {
                break;
            }
        }

        _byReference.Add(reference, _names.Add(_name.Written));
        _references.Add(reference);
    }

    /// <summary>What a reference is called; empty for none.</summary>
    public ReadOnlySpan<byte> NameOf(int reference) =>
        reference == 0 ? default
        : _byReference.TryGetValue(reference, out var name) ? _names[name]
        : throw new StoreFormatException("The advisory store is damaged: a version begins nowhere.");

    /// <summary>The reference to a version; zero for none.</summary>
    public int ReferenceTo(ReadOnlySpan<byte> name)
    {
        if (name.IsEmpty)
        {
            return 0;
        }

        var index = _names.Find(name);
        return index >= 0 ? _references[index] : throw new StoreFormatException("The transcript is damaged: a row has a version that its block has not.");
    }
}
