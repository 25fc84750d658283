using Vigil.Advisories.Feeds.Osv;

namespace Vigil.Advisories.Feeds;

/// <summary>All feeds, one line each, in the order in which they are read.</summary>
public static class FeedCatalog
{
    /// <summary>The feeds.</summary>
    public static IReadOnlyList<IFeed> All { get; } =
    [
        new OsvFeed(),
    ];
}
