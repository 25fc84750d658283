using System.Runtime.InteropServices;
using Vigil.Advisories.Store;

namespace Vigil.Advisories.Compilation;

/// <summary>
/// What stays of a generation when all that is compiled anew is taken out of it, and where its numbers go in the generation to come. A compilation from
/// nothing has the remainder of an empty generation.
/// </summary>
internal sealed class Remainder(AdvisoryStore store) : INaming
{
    private readonly int[] _words = Unknown(new BlobTable(store.File[Section.Words]).Count);
    private readonly int[] _lists = Unknown(new BlobTable(store.File[Section.Lists]).Count);
    private readonly List<int> _list = [];
    private Vocabulary? _vocabulary;

    /// <summary>The generation before.</summary>
    public AdvisoryStore Store { get; } = store;

    /// <summary>Advisories that are described anew or are gone.</summary>
    public bool[] Replaced { get; } = new bool[store.AdvisoryCount];

    /// <summary>Advisories whose rows are written anew or are gone; each is replaced too.</summary>
    public bool[] Restated { get; } = new bool[store.AdvisoryCount];

    /// <summary>Flaws that are merged anew or are gone.</summary>
    public bool[] Reopened { get; } = new bool[store.VulnerabilityCount];

    /// <summary>Keys that lose or gain rows, by their place.</summary>
    public bool[] Touched { get; } = new bool[store.KeyCount];

    /// <summary>For each name its place in the generation to come, or -1; likewise below.</summary>
    public int[] Names { get; } = Unknown(new BlobTable(store.File[Section.Names]).Count);

    public int[] Advisories { get; } = Unknown(store.AdvisoryCount);

    public int[] Flaws { get; } = Unknown(store.VulnerabilityCount);

    /// <summary>Where words and lists get their numbers, at their first use.</summary>
    public void Use(Vocabulary vocabulary) => _vocabulary = vocabulary;

    /// <summary>The flaw that has a name, or -1.</summary>
    public int OwnerOf(int name) => (int)MemoryMarshal.Cast<byte, uint>(Store.File[Section.NameOwners])[name];

    /// <summary>Which names stay: those of flaws that do, and those of advisories that do.</summary>
    public bool[] KeptNames()
    {
        var kept = new bool[Names.Length];
        for (var name = 0; name < kept.Length; name++)
        {
            kept[name] = OwnerOf(name) is >= 0 and var flaw && !Reopened[flaw];
        }

        for (var advisory = 0; advisory < Replaced.Length; advisory++)
        {
            kept[Store.IdentityOf(advisory).Name] |= !Replaced[advisory];
        }

        return kept;
    }

    public int Word(int word)
    {
        ref var number = ref _words[word];
        return number >= 0 ? number : number = _vocabulary!.Word(new BlobTable(Store.File[Section.Words])[word]); // in use before anything is written
    }

    public int List(int list)
    {
        ref var number = ref _lists[list];
        return number >= 0 ? number : number = AddList(list);
    }

    void INaming.Word(ref ByteReader from, ByteWriter to) => to.Number(Word(from.ReadNumber()));

    void INaming.List(ref ByteReader from, ByteWriter to) => to.Number(List(from.ReadNumber()));

    void INaming.Name(ref ByteReader from, ByteWriter to) => to.Number(Names[from.ReadNumber()]);

    void INaming.Advisory(ref ByteReader from, ByteWriter to) => to.Number(Advisories[from.ReadNumber()]);

    // a block is carried over with its versions, so they stand where they stood
    void INaming.Version(ref ByteReader from, ByteWriter to) => to.Number(from.ReadNumber());

    void INaming.Versions(ref ByteReader from, ByteWriter to)
    {
        to.Number(from.ReadNumber());
        to.Blob(from.ReadBlob());
    }

    private int AddList(int list)
    {
        _list.Clear();
        for (var words = new ByteReader(new BlobTable(Store.File[Section.Lists])[list]); !words.AtEnd;)
        {
            _list.Add(Word(words.ReadNumber()));
        }

        return _vocabulary!.List(_list);
    }

    private static int[] Unknown(int count)
    {
        var numbers = new int[count];
        Array.Fill(numbers, -1);
        return numbers;
    }
}
