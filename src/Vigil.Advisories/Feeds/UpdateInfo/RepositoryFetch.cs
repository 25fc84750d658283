using System.Xml;
using Vigil.Advisories.Download;

namespace Vigil.Advisories.Feeds.UpdateInfo;

/// <summary>Fetches the update information of a repository and architecture: <c>repomd.xml</c>, then what that names.</summary>
/// <param name="fetch">The feed.</param>
/// <param name="path">Folder of the repository and architecture, here and below the feed's address.</param>
internal sealed class RepositoryFetch(FeedFetch fetch, string path)
{
    /// <summary>Brings the repository up to date.</summary>
    /// <param name="elsewhere">Where it is when it is not at its path below the feed's address; ends with a slash.</param>
    /// <param name="cancellation">Keeps what has come.</param>
    /// <returns><see langword="false"/> when it is not published, or what is there is no repository.</returns>
    public async Task<bool> RunAsync(Uri? elsewhere, CancellationToken cancellation)
    {
        var place = elsewhere ?? fetch.AddressOf(path + "/");
        if (await fetch.LoadAsync(new Uri(place, RepositoryIndex.Path), cancellation) is not { } xml)
        {
            return false;
        }

        try
        {
            await FetchAsync(place, xml, cancellation);
        }
        catch (Exception ex) when (ex is XmlException or ArgumentException or FormatException)
        {
            fetch.ReportRefused($"{path}/{RepositoryIndex.Path}", ex.Message);
            return false;
        }

        return true;
    }

    private async Task FetchAsync(Uri place, byte[] xml, CancellationToken cancellation)
    {
        var index = RepositoryIndex.Parse(xml);
        var outcome = await fetch.FetchAsync(new Uri(place, index.Location), $"{path}/{index.Location}", DocumentChecks.Packed(index.Location, index.Sha256), cancellation);
        if (outcome is FetchOutcome.Fetched or FetchOutcome.Unchanged)
        {
            // The index last: it never names a document that is not here.
            var target = fetch.Folder.PathOf($"{path}/{RepositoryIndex.Path}");
            var before = LocationIn(target);
            await File.WriteAllBytesAsync(target + ".next", xml, cancellation);
            File.Move(target + ".next", target, overwrite: true);
            if (before.Length > 0 && before != index.Location)
            {
                new DownloadFile(fetch.Folder.Root, $"{path}/{before}").Delete();
            }
        }
    }

    // the name of a document mostly has its digest, so a new one does not replace the one before
    private static string LocationIn(string index)
    {
        try
        {
            return File.Exists(index) ? RepositoryIndex.Parse(File.ReadAllBytes(index)).Location : "";
        }
        catch (Exception ex) when (ex is XmlException or ArgumentException or FormatException)
        {
            return "";
        }
    }
}
