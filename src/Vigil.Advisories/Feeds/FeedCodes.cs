using Vigil.Domain.Diagnostics;

namespace Vigil.Advisories.Feeds;

/// <summary>What can be wrong with a feed, a document or an entry: VGL2000 to VGL2199.</summary>
public static class FeedCodes
{
    /// <summary>An entry could not be read and is left out.</summary>
    public static readonly DiagnosticCode EntryUnreadable = new(2000);

    /// <summary>An entry is larger than <see cref="FeedLimits.MaxEntryBytes"/> and is left out.</summary>
    public static readonly DiagnosticCode EntryTooLarge = new(2001);

    /// <summary>The same id was stated before in the same source; the first one counts.</summary>
    public static readonly DiagnosticCode EntryRepeated = new(2002);

    /// <summary>A statement within an accepted entry could not be used: a range that ends before it starts, an ecosystem without an order.</summary>
    public static readonly DiagnosticCode StatementUnusable = new(2010);

    /// <summary>A document is broken as a whole: an error page, a truncated archive, not the format it should be.</summary>
    public static readonly DiagnosticCode DocumentBroken = new(2020);
}
