using System.Text;
using System.Xml;
using Vigil.Advisories.Download;

namespace Vigil.Advisories.Feeds.AmazonUpdateInfo;

/// <summary>Fetches the update information of a repository and architecture: <c>mirror.list</c>, <c>repomd.xml</c>, then what that names.</summary>
/// <param name="fetch">The feed.</param>
/// <param name="path">Folder of the repository and architecture.</param>
/// <param name="arch">The architecture, for lists that leave it open.</param>
internal sealed class RepositoryFetch(FeedFetch fetch, string path, string arch)
{
    /// <summary>Brings the repository up to date.</summary>
    /// <returns><see langword="false"/> when it is not published.</returns>
    public async Task<bool> RunAsync(CancellationToken cancellation)
    {
        var place = await PlaceAsync(cancellation);
        if (await fetch.LoadAsync(new Uri(place, RepositoryIndex.Path), cancellation) is not { } xml)
        {
            return false;
        }

        try
        {
            await FetchAsync(place, xml, cancellation);
        }
        catch (Exception ex) when (ex is XmlException or FormatException)
        {
            fetch.ReportRefused($"{path}/{RepositoryIndex.Path}", ex.Message);
        }

        return true;
    }

    private async Task FetchAsync(Uri place, byte[] xml, CancellationToken cancellation)
    {
        var index = RepositoryIndex.Parse(xml);
        var outcome = await fetch.FetchAsync(new Uri(place, index.Location), $"{path}/{index.Location}", DocumentChecks.GzipWithDigest(index.Sha256), cancellation);
        if (outcome is FetchOutcome.Fetched or FetchOutcome.Unchanged)
        {
            // The index last: it never names a document that is not here.
            var target = fetch.Folder.PathOf($"{path}/{RepositoryIndex.Path}");
            await File.WriteAllBytesAsync(target + ".next", xml, cancellation);
            File.Move(target + ".next", target, overwrite: true);
        }
    }

    // One address a line; where there is no list, the repository is beside it.
    private async Task<Uri> PlaceAsync(CancellationToken cancellation)
    {
        var here = fetch.AddressOf(path + "/");
        var list = await fetch.LoadAsync(new Uri(here, "mirror.list"), cancellation) ?? [];
        foreach (var line in Encoding.UTF8.GetString(list).Split('\n'))
        {
            var text = line.Trim().Replace("$basearch", arch, StringComparison.Ordinal);
            if (WebAddress.IsAbsolute(text) && Uri.TryCreate(text.TrimEnd('/') + "/", UriKind.Absolute, out var place))
            {
                return place;
            }
        }

        return here;
    }
}
