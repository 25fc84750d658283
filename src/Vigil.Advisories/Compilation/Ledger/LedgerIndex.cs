using System.Collections.Immutable;
using Vigil.Advisories.Store;

namespace Vigil.Advisories.Compilation.Ledger;

/// <summary>What a generation was compiled from: kept beside it, so that the next one needs to read only what changed. Deleting it costs time and nothing else.</summary>
/// <param name="Generation">Content id of the generation.</param>
/// <param name="Exploits">Content id of the exploit table that was made along with it.</param>
/// <param name="RecordBytes">Length of the file of records.</param>
internal sealed record LedgerIndex(string Generation, string Exploits, long RecordBytes)
{
    // another build may make something else of a document
    private static readonly string Build = typeof(LedgerIndex).Module.ModuleVersionId.ToString("N");

    /// <summary>The sources, in the order in which they were read.</summary>
    public List<LedgerSource> Sources { get; } = [];

    /// <summary>By feed: the digest of its documents and its sources.</summary>
    public Dictionary<string, (string Stamp, ImmutableArray<string> Sources)> Feeds { get; } = new(StringComparer.Ordinal);

    /// <summary>Bytes of records that nothing uses any more.</summary>
    public long StaleBytes => RecordBytes - Sources.Sum(source => source.Places().Sum(place => (long)place.Length));

    private static ReadOnlySpan<byte> Magic => "VIGILLEDGER\0"u8;

    public void Write(Stream output)
    {
        var writer = new ByteWriter();
        writer.Bytes(Magic);
        writer.Text(Build);
        writer.Text(Generation);
        writer.Text(Exploits);
        writer.Int64(RecordBytes);
        writer.Number(Feeds.Count);
        foreach (var (feed, (stamp, sources)) in Feeds.OrderBy(feed => feed.Key, StringComparer.Ordinal))
        {
            writer.Text(feed);
            writer.Text(stamp);
            RecordCodec.WriteTexts(writer, sources);
        }

        writer.Number(Sources.Count);
        foreach (var source in Sources)
        {
            source.Write(writer);
            output.Write(writer.Written);
            writer.Truncate();
        }

        output.Write(writer.Written);
    }

    /// <returns><see langword="null"/> when it is none, or one of another build of Vigil.</returns>
    /// <exception cref="StoreFormatException">It is damaged.</exception>
    public static LedgerIndex? Read(ReadOnlyMemory<byte> bytes)
    {
        if (!bytes.Span.StartsWith(Magic))
        {
            return null;
        }

        var reader = new ByteReader(bytes.Span[Magic.Length..]);
        if (reader.ReadText() != Build)
        {
            return null;
        }

        var index = new LedgerIndex(reader.ReadText(), reader.ReadText(), reader.ReadInt64());
        for (var feeds = reader.ReadCount(); feeds > 0; feeds--)
        {
            index.Feeds.Add(reader.ReadText(), (reader.ReadText(), RecordCodec.ReadTexts(ref reader)));
        }

        for (var sources = reader.ReadCount(); sources > 0; sources--)
        {
            index.Sources.Add(LedgerSource.Read(ref reader, bytes));
        }

        return index;
    }
}
