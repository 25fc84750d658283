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

    public void WriteSections(StoreWriter store, SpillSpace space)
    {
        Write(_words, new BlobTableBuilder(store.Begin(Section.Words), space));
        Write(_lists, new BlobTableBuilder(store.Begin(Section.Lists), space));
    }

    private static void Write(Utf8Pool pool, BlobTableBuilder table)
    {
        for (var i = 0; i < pool.Count; i++)
        {
            table.Add(pool[i]);
        }

        table.Close();
    }
}
