using Vigil.Advisories.Download;
using Vigil.Advisories.Feeds.Csaf;

namespace Vigil.Advisories.Feeds.SuseVex;

/// <summary>SUSE's VEX documents: one for each CVE, with what every product and package is.</summary>
internal sealed class SuseVexFeed : IFeed
{
    private const string Documents = "csaf-vex";

    /// <inheritdoc/>
    public string Name => "suse-vex";

    /// <inheritdoc/>
    public Uri Publisher { get; } = new("https://ftp.suse.com/pub/projects/security/");

    /// <inheritdoc/>
    public bool IsOnRequest => true;

    /// <inheritdoc/>
    public void Read(FeedFolder folder, FeedSelection selection, FeedIntake intake, CancellationToken cancellation)
    {
        if (selection.Wants(Name) && CsafFolder.HasDocuments(folder, Documents))
        {
            intake.ReadSource(Name, source => CsafFolder.Read(
                folder, Documents, source, (document, flaw) => SuseVexRows.Build(document, flaw, source), cancellation));
        }
    }

    /// <inheritdoc/>
    public Task FetchAsync(FeedFetch fetch, FeedSelection selection, CancellationToken cancellation) =>
        new CsafFetch(fetch, Documents, _ => Task.FromResult<Uri?>(fetch.AddressOf("csaf-vex.tar.bz2"))).RunAsync(cancellation);
}
