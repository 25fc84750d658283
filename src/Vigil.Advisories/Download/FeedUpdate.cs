using Vigil.Advisories.Feeds;

namespace Vigil.Advisories.Download;

/// <summary>Brings the documents of all feeds to where <see cref="FeedReader"/> reads them.</summary>
public static class FeedUpdate
{
    /// <summary>A client as downloads need it: no limit on the whole, no decompression, a name.</summary>
    public static HttpClient CreateClient()
    {
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = true,
            MaxAutomaticRedirections = 5,
            ConnectTimeout = TimeSpan.FromSeconds(30),
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        };
        var http = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
        http.DefaultRequestHeaders.UserAgent.ParseAdd("vigil/" + typeof(FeedUpdate).Assembly.GetName().Version?.ToString(2));
        http.DefaultRequestHeaders.Accept.ParseAdd("application/json, */*;q=0.9"); // MSRC answers with XML otherwise
        return http;
    }

    /// <summary>Whether a mirror is a directory, which is read in place and never copied.</summary>
    public static bool IsDirectory(string mirror) =>
        !mirror.StartsWith("http://", StringComparison.OrdinalIgnoreCase) && !mirror.StartsWith("https://", StringComparison.OrdinalIgnoreCase);

    /// <summary>Fetches what changed of every selected feed, feed by feed.</summary>
    /// <param name="http">Made by <see cref="CreateClient"/>.</param>
    /// <param name="mirror">Address of a mirror with a folder for each feed; <see langword="null"/> for the publishers themselves.</param>
    /// <param name="cache">Directory of the cache; made when it is not there. It has the layout of a mirror.</param>
    /// <param name="selection">Which sources.</param>
    /// <param name="options">Bounds and patience.</param>
    /// <param name="time">Clock of waits.</param>
    /// <param name="progress">Told how far documents are, from several threads.</param>
    /// <param name="cancellation">What has come is kept, and resumed by the next call.</param>
    /// <returns>What became of every document. A failed one leaves the one before in its place.</returns>
    public static async Task<IReadOnlyList<FetchReport>> RunAsync(
        HttpClient http,
        Uri? mirror,
        string cache,
        FeedSelection selection,
        FetchOptions options,
        TimeProvider time,
        Action<FetchProgress> progress,
        CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(selection);
        var reports = new List<FetchReport>();
        foreach (var feed in FeedCatalog.All.Where(feed => selection.MayWantBelow(feed.Name)))
        {
            if (feed.IsOnRequest && !selection.Names(feed.Name) && !Directory.Exists(Path.Combine(cache, feed.Name)))
            {
                continue;
            }

            var address = mirror is null ? feed.Publisher : new Uri($"{mirror.AbsoluteUri.TrimEnd('/')}/{feed.Name}/");
            var fetch = new FeedFetch(http, feed.Name, address, new(Path.Combine(cache, feed.Name)), options, time, progress);
            await feed.FetchAsync(fetch, selection, cancellation);
            reports.AddRange(fetch.Reports);
        }

        return reports;
    }
}
