using System.Text;
using Vigil.Advisories.Download;
using Vigil.Advisories.Feeds.Csaf;
using Vigil.Domain.Diagnostics;

namespace Vigil.Advisories.Feeds.RedHatVex;

/// <summary>Red Hat's VEX documents: one for each CVE, with what every product and package is.</summary>
internal sealed class RedHatVexFeed : IFeed
{
    private const string Documents = "vex";

    /// <inheritdoc/>
    public string Name => "redhat-vex";

    /// <inheritdoc/>
    public Uri Publisher { get; } = new("https://security.access.redhat.com/data/csaf/v2/");

    /// <inheritdoc/>
    public bool IsOnRequest => true;

    /// <inheritdoc/>
    public void Read(FeedFolder folder, FeedSelection selection, FeedIntake intake, CancellationToken cancellation)
    {
        if (selection.Wants(Name) && CsafFolder.HasDocuments(folder, Documents))
        {
            intake.ReadSource(Name, source => CsafFolder.Read(
                folder, Documents, source, (document, flaw) => RedHatVexRows.Build(document, flaw, source), cancellation));
        }
    }

    /// <inheritdoc/>
    public Task FetchAsync(FeedFetch fetch, FeedSelection selection, CancellationToken cancellation) =>
        new CsafFetch(fetch, Documents, token => NewestArchiveAsync(fetch, token)).RunAsync(cancellation);

    // one line: csaf_vex_2025-08-01.tar.zst
    private static async Task<Uri?> NewestArchiveAsync(FeedFetch fetch, CancellationToken cancellation)
    {
        const string Pointer = $"{Documents}/archive_latest.txt";
        var name = await fetch.LoadAsync(fetch.AddressOf(Pointer), cancellation) is { } text ? Encoding.UTF8.GetString(text).Trim() : "";
        if (name.Length is > 0 and < 100 && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.'))
        {
            return fetch.AddressOf($"{Documents}/{name}");
        }

        fetch.ReportRefused(Pointer, $"Expected the name of an archive, found '{Quote.Of(name)}'.");
        return null;
    }
}
