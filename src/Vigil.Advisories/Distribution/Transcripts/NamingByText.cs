using Vigil.Advisories.Store;

namespace Vigil.Advisories.Distribution.Transcripts;

/// <summary>From the numbers of a store to texts.</summary>
internal sealed class NamingByText(AdvisoryStore store, BlockVersionNames versions) : INaming
{
    public void Word(ref ByteReader from, ByteWriter to) => to.Blob(Words[from.ReadNumber()]);

    public void List(ref ByteReader from, ByteWriter to) => WriteList(from.ReadNumber(), to);

    public void Name(ref ByteReader from, ByteWriter to) => to.Blob(Names[from.ReadNumber()]);

    public void Advisory(ref ByteReader from, ByteWriter to)
    {
        var (name, source) = store.IdentityOf(from.ReadNumber());
        to.Blob(Names[name]);
        to.Blob(Words[source]);
    }

    public void Version(ref ByteReader from, ByteWriter to) => to.Blob(versions.NameOf(from.ReadNumber()));

    public void Versions(ref ByteReader from, ByteWriter to)
    {
        to.Number(from.ReadNumber());
        for (var references = new ByteReader(from.ReadBlob()); !references.AtEnd;)
        {
            Version(ref references, to);
        }
    }

    /// <summary>Writes a list of words as their number and each.</summary>
    public void WriteList(int list, ByteWriter to)
    {
        var words = store.List(list);
        to.Number(words.Length);
        foreach (var word in words)
        {
            to.Text(word);
        }
    }

    private BlobTable Words => new(store.File[Section.Words]);

    private BlobTable Names => new(store.File[Section.Names]);
}
