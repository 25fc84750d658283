namespace Vigil.Advisories.Feeds;

/// <summary>What an earlier run made of the documents: tells which of them need not be read again.</summary>
internal interface IFeedMemory
{
    /// <summary>The reports of a feed of whose documents not a byte has changed, for they give what they gave; otherwise <see langword="null"/>.</summary>
    IReadOnlyList<SourceReport>? Recall(IFeed feed, FeedFolder folder);

    /// <summary>A source begins: what is added from now on is of it.</summary>
    void Begin(string source);

    /// <summary>An entry of the source begins. Finds out whether it was one advisory and nothing to complain about, and is the same now.</summary>
    /// <param name="entry">Its name in the document, in UTF-8.</param>
    /// <param name="checksum">Of its bytes, as the document states it.</param>
    /// <param name="length">Its length.</param>
    /// <param name="known">What it was.</param>
    bool TryRecall(ReadOnlySpan<byte> entry, uint checksum, long length, out KnownEntry known);

    /// <summary>The entry that was recalled last gives what it gave.</summary>
    void Keep();

    /// <summary>There was something to complain about in the entry at hand.</summary>
    void Spoil();

    /// <summary>The source is read to its end.</summary>
    void End(SourceReport report);
}
