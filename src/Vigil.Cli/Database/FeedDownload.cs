using Vigil.Advisories.Download;
using Vigil.Advisories.Feeds;
using Vigil.Cli.Output;

namespace Vigil.Cli.Database;

/// <summary>Brings feeds from the publishers or a mirror into the cache beside the generations.</summary>
internal static class FeedDownload
{
    /// <summary>Where the documents of a mirror are: in place when it is a directory, else in the cache after a download.</summary>
    /// <param name="mirror">Directory or address, or <see langword="null"/> for the publishers.</param>
    /// <param name="database">Directory of the database; the cache is its folder <c>feeds</c>.</param>
    /// <param name="selection">Which sources.</param>
    /// <param name="cancellation">What has come is kept, and resumed by the next update.</param>
    /// <returns>The directory to read, and whether every document could be had.</returns>
    public static async Task<(string Root, bool IsComplete)> RunAsync(
        string? mirror, string database, FeedSelection selection, CancellationToken cancellation)
    {
        if (mirror is not null && FeedUpdate.IsDirectory(mirror))
        {
            return Directory.Exists(mirror) ? (mirror, true) : throw new FormatException($"the mirror {mirror} is no directory and no http address");
        }

        var cache = Path.Combine(database, "feeds");
        using var http = FeedUpdate.CreateClient();
        var reports = await FeedUpdate.RunAsync(
            http, mirror is null ? null : new Uri(mirror), cache, selection, new FetchOptions(), TimeProvider.System, Show, cancellation);
        FeedMessages.Write([.. reports.Select(report => report.Diagnostic).OfType<Domain.Diagnostics.Diagnostic>()]);
        return (cache, reports.All(report => report.Outcome != FetchOutcome.Failed));
    }

    private static void Show(FetchProgress progress)
    {
        if (!Console.IsErrorRedirected)
        {
            Console.Error.Write($"\r{progress.Document}: {progress.Bytes >> 20} MiB".PadRight(72));
        }
    }
}
