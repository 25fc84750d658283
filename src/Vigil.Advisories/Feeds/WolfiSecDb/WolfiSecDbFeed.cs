using Vigil.Advisories.Download;
using Vigil.Advisories.Feeds.AlpineSecDb;

namespace Vigil.Advisories.Feeds.WolfiSecDb;

/// <summary>Security databases of rolling distributions of apk packages: one document in Alpine's form, without a release.</summary>
internal sealed class WolfiSecDbFeed : IFeed
{
    private readonly string _ecosystem;
    private readonly string _document;

    private WolfiSecDbFeed(string name, string ecosystem, string publisher, string document)
    {
        Name = name;
        Publisher = new(publisher);
        _ecosystem = ecosystem;
        _document = document;
    }

    /// <summary>Wolfi, which is free for all.</summary>
    public static WolfiSecDbFeed Wolfi { get; } = new("wolfi", "Wolfi", "https://packages.wolfi.dev/", "os/security.json");

    /// <summary>Chainguard's own packages.</summary>
    public static WolfiSecDbFeed Chainguard { get; } = new("chainguard", "Chainguard", "https://packages.cgr.dev/", "chainguard/security.json");

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public Uri Publisher { get; }

    /// <inheritdoc/>
    public void Read(FeedFolder folder, FeedSelection selection, FeedIntake intake, CancellationToken cancellation)
    {
        if (!selection.Wants(Name) || !folder.Has(_document))
        {
            return;
        }

        intake.ReadSource(Name, source => source.ReadDocument(_document, () =>
        {
            cancellation.ThrowIfCancellationRequested();
            var flaws = new SecDbFlaws(source, _ecosystem);
            flaws.Add(release: "", folder.LoadUnpacked(_document, source.Limits.MaxDocumentBytes));
            flaws.Publish();
        }));
    }

    /// <inheritdoc/>
    public Task FetchAsync(FeedFetch fetch, FeedSelection selection, CancellationToken cancellation) =>
        fetch.FetchAsync(_document, DocumentChecks.Json, cancellation);
}
