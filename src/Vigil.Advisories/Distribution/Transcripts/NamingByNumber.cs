using Vigil.Advisories.Compilation;
using Vigil.Advisories.Store;

namespace Vigil.Advisories.Distribution.Transcripts;

/// <summary>From texts back to the numbers that they have in the store that is being restored.</summary>
internal sealed class NamingByNumber(BlockVersionNames versions) : INaming
{
    private readonly Dictionary<(int Name, int Source), int> _advisories = [];
    private readonly ByteWriter _scratch = new();

    /// <summary>The words, in the order of the store.</summary>
    public Utf8Pool Words { get; } = new();

    /// <summary>The lists, as the store has them.</summary>
    public Utf8Pool Lists { get; } = new();

    /// <summary>The names, in the order of the store.</summary>
    public Utf8Pool Names { get; } = new();

    public void Word(ref ByteReader from, ByteWriter to) => to.Number(NumberOf(Words, from.ReadBlob()));

    public void List(ref ByteReader from, ByteWriter to)
    {
        _scratch.Truncate();
        WriteList(ref from, _scratch);
        to.Number(NumberOf(Lists, _scratch.Written));
    }

    public void Name(ref ByteReader from, ByteWriter to) => to.Number(NumberOf(Names, from.ReadBlob()));

    public void Advisory(ref ByteReader from, ByteWriter to) =>
        to.Number(_advisories.TryGetValue((NumberOf(Names, from.ReadBlob()), NumberOf(Words, from.ReadBlob())), out var index) ? index : throw Unknown());

    public void Version(ref ByteReader from, ByteWriter to) => to.Number(versions.ReferenceTo(from.ReadBlob()));

    public void Versions(ref ByteReader from, ByteWriter to)
    {
        _scratch.Truncate();
        for (var count = RecordGrammar.Count(ref from, to); count > 0; count--)
        {
            Version(ref from, _scratch);
        }

        to.Blob(_scratch.Written);
    }

    /// <summary>Writes a list as the store has it: the numbers of its words.</summary>
    public void WriteList(ref ByteReader from, ByteWriter to)
    {
        for (var count = from.ReadCount(); count > 0; count--)
        {
            Word(ref from, to);
        }
    }

    /// <summary>Takes the next advisory.</summary>
    public void AddAdvisory(int name, int source) => _advisories.TryAdd((name, source), _advisories.Count);

    /// <summary>The number of a text.</summary>
    /// <exception cref="StoreFormatException">It has none.</exception>
    public static int NumberOf(Utf8Pool pool, ReadOnlySpan<byte> text)
    {
        var number = pool.Find(text);
        return number >= 0 ? number : throw Unknown();
    }

    private static StoreFormatException Unknown() => new("The transcript is damaged: a record refers to something that is not in it.");
}
