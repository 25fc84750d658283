using Vigil.Advisories.Download;

namespace Vigil.Advisories.Feeds;

/// <summary>One feed: where its publisher keeps it, which documents it has, and how they are read. Stateless.</summary>
/// <remarks>A new feed is a folder with an implementation and one line in <see cref="FeedCatalog"/>.</remarks>
public interface IFeed
{
    /// <summary>Name on the command line and folder in a mirror: <c>osv</c>, <c>alpine-secdb</c>, <c>alas</c>.</summary>
    string Name { get; }

    /// <summary>The publisher's address, ending with a slash; the layout below it is that of the folder in a mirror.</summary>
    Uri Publisher { get; }

    /// <summary>Whether it is fetched only when it is asked for by name, or was before: it is very large and mostly says what others say.</summary>
    bool IsOnRequest => false;

    /// <summary>What its entries depend on besides their own bytes, when each can be read or left out by itself; otherwise <see langword="null"/>.</summary>
    string? SettingOfEntries(FeedFolder folder) => null;

    /// <summary>Reads every document that the folder has and the selection wants.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    void Read(FeedFolder folder, FeedSelection selection, FeedIntake intake, CancellationToken cancellation);

    /// <summary>Brings the documents that the selection wants from the publisher or a mirror into the folder.</summary>
    Task FetchAsync(FeedFetch fetch, FeedSelection selection, CancellationToken cancellation);
}
