using Vigil.Advisories.Store;

namespace Vigil.Advisories.Compilation;

/// <summary>The short texts that occur again and again, and the lists of them, numbered in the order of first use. Zero is the empty one.</summary>
internal sealed class Vocabulary
{
    private readonly Utf8Pool _words = new();
    private readonly Utf8Pool _lists = new();
    private readonly ByteWriter _list = new();

    public Vocabulary()
    {
        _words.Add(default(ReadOnlySpan<byte>));
        _lists.Add(default(ReadOnlySpan<byte>));
    }

    public int Word(string text) => _words.Add(text);

    public int Word(ReadOnlySpan<byte> text) => text.IsEmpty ? 0 : _words.Add(text);

    /// <summary>A list of words that were numbered before.</summary>
    public int List(List<int> words)
    {
        if (words.Count == 0)
        {
            return 0;
        }

        _list.Truncate();
        foreach (var word in words)
        {
            _list.Number(word);
        }

        return _lists.Add(_list.Written);
    }

    public ReadOnlySpan<byte> this[int word] => _words[word];

    public SpillBuffer[] Words(SpillSpace space) => Section(_words, space);

    public SpillBuffer[] Lists(SpillSpace space) => Section(_lists, space);

    private static SpillBuffer[] Section(Utf8Pool pool, SpillSpace space)
    {
        var table = new BlobTableBuilder(space);
        for (var i = 0; i < pool.Count; i++)
        {
            table.Add(pool[i]);
        }

        return table.ToSection();
    }
}
