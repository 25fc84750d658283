using System.Globalization;
using System.Text.RegularExpressions;
using Vigil.Advisories.Download;
using Vigil.Advisories.Feeds;
using Vigil.Tests.Download;
using Vigil.Tests.Feeds.Support;
using Vigil.Tests.Support;

namespace Vigil.Tests.Feeds;

/// <summary>
/// What <c>docs/feeds.md</c> promises of every feed, held against small documents in the published form: <c>Golden/Mirror</c>, read to what
/// <c>Golden/Expected</c> records. <c>VIGIL_ACCEPT=1</c> writes the latter anew, <c>VIGIL_MUTATIONS</c> says how often each feed's documents are damaged by chance.
/// </summary>
public sealed partial class FeedGuaranteeTests
{
    private const int MaxBytes = 200_000;

    private static readonly int Mutations =
        int.TryParse(Environment.GetEnvironmentVariable("VIGIL_MUTATIONS"), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 40;

    private static readonly string Golden = Path.Combine(Repository.Root, "tests", "Vigil.Tests", "Feeds", "Golden");

    public static TheoryData<string> Feeds => [.. FeedCatalog.All.Select(feed => feed.Name)];

    [Theory]
    [MemberData(nameof(Feeds))]
    public void What_a_feed_takes_of_its_documents_is_as_recorded(string feed)
    {
        using var run = new FeedRun();
        Copy(feed, run.Root);
        var expected = Path.Combine(Golden, "Expected", feed + ".txt");

        var listing = FeedListing.Of(run, run.Read());

        if (Environment.GetEnvironmentVariable("VIGIL_ACCEPT") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(expected)!);
            File.WriteAllText(expected, listing);
        }

        Assert.Equal(File.ReadAllText(expected), listing);
    }

    [Theory]
    [MemberData(nameof(Feeds))]
    public void A_damaged_document_is_read_in_part_or_named_and_never_silently_nothing(string feed)
    {
        var sound = ListingOf(feed, "", []);
        var chance = new Random(1);
        foreach (var (path, bytes) in Documents(feed))
        {
            foreach (var damaged in (byte[][])[[], bytes[..(bytes.Length / 2)], "<html><body>busy</body></html>"u8.ToArray()])
            {
                var listing = ListingOf(feed, path, damaged);

                Assert.True(IsNamed(listing) || listing == sound, $"{path} of {damaged.Length} bytes gives\n{listing}");
            }

        }

        var documents = Documents(feed);
        var mutation = new Mutation(MaxBytes);
        for (var round = 0; round < Mutations; round++)
        {
            var (path, bytes) = documents[chance.Next(documents.Count)];

            ListingOf(feed, path, mutation.Of(bytes, documents, chance, MaxBytes).ToArray()); // throws nothing
        }
    }

    [Theory]
    [MemberData(nameof(Feeds))]
    public async Task An_error_page_in_the_place_of_every_document_replaces_nothing(string feed)
    {
        using var cache = new FeedRun();
        Copy(feed, cache.Root);
        using var publisher = new FakePublisher { Everywhere = "<html><body>The service is busy.</body></html>"u8.ToArray() };
        using var http = new HttpClient(publisher);

        var reports = await UpdateAsync(http, cache, feed);

        Assert.Contains(reports, report => report is { Outcome: FetchOutcome.Failed, Diagnostic: not null });
        AssertUnchanged(feed, cache);
    }

    [Theory]
    [MemberData(nameof(Feeds))]
    public async Task Documents_that_are_cut_replace_nothing(string feed)
    {
        using var cache = new FeedRun();
        Copy(feed, cache.Root);
        using var publisher = new FakePublisher();
        foreach (var (path, bytes) in Documents(feed))
        {
            publisher[$"mirror/{path}"] = bytes[..(bytes.Length * 2 / 3)];
        }

        using var http = new HttpClient(publisher);

        await UpdateAsync(http, cache, feed);

        AssertUnchanged(feed, cache);
    }

    [Theory]
    [MemberData(nameof(Feeds))]
    public void Source_licence_and_gaps_are_documented(string feed)
    {
        var row = Assert.Single(File.ReadLines(Path.Combine(Repository.Root, "docs", "feeds.md")), line => line.Count(c => c == '|') == 8 && line.Contains($"| `{feed}` |", StringComparison.Ordinal));
        var folder = FeedCatalog.All.Single(one => one.Name == feed).GetType().Namespace!.Split('.')[^1];
        var readme = File.ReadAllText(Path.Combine(Repository.Root, "src", "Vigil.Advisories", "Feeds", folder, "README.md"));

        var columns = row.Split('|', StringSplitOptions.TrimEntries);

        Assert.All(columns[3..7], column => Assert.NotEqual("", column));
        Assert.Matches("(?m)^\\*\\*Licence\\.\\*\\* .+", readme);
        Assert.Contains("## What we take", readme, StringComparison.Ordinal);
        Assert.Contains("## Known gaps", readme, StringComparison.Ordinal);
        Assert.Matches(Address(), readme);
    }

    private static Task<IReadOnlyList<FetchReport>> UpdateAsync(HttpClient http, FeedRun cache, string feed) => FeedUpdate.RunAsync(
        http,
        new Uri("http://mirror.test/mirror"),
        cache.Root,
        FeedSelection.Of([feed]),
        new FetchOptions { FirstDelay = TimeSpan.Zero, MaxDelay = TimeSpan.Zero },
        TimeProvider.System,
        _ => { },
        TestContext.Current.CancellationToken);

    // the documents are those that were there, and what has come besides adds nothing
    private static void AssertUnchanged(string feed, FeedRun cache)
    {
        foreach (var (path, bytes) in Documents(feed))
        {
            Assert.True(bytes.AsSpan().SequenceEqual(File.ReadAllBytes(Path.Combine(cache.Root, path))), path);
        }

        Assert.Equal(ListingOf(feed, "", []), FeedListing.Of(cache, cache.Read()));
    }

    private static string ListingOf(string feed, string replaced, byte[] bytes)
    {
        using var run = new FeedRun();
        Copy(feed, run.Root);
        if (replaced.Length > 0)
        {
            run.WithBytes(replaced, bytes);
        }

        return FeedListing.Of(run, run.Read());
    }

    private static bool IsNamed(string listing) =>
        listing.Contains(", broken", StringComparison.Ordinal) || listing.Contains("  VGL", StringComparison.Ordinal);

    private static List<(string Path, byte[] Bytes)> Documents(string feed) =>
    [
        .. Directory.EnumerateFiles(Path.Combine(Golden, "Mirror", feed), "*", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal)
            .Select(file => (Path.GetRelativePath(Path.Combine(Golden, "Mirror"), file), File.ReadAllBytes(file))),
    ];

    private static void Copy(string feed, string root)
    {
        foreach (var (path, bytes) in Documents(feed))
        {
            var target = Path.Combine(root, path);
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.WriteAllBytes(target, bytes);
        }
    }

    [GeneratedRegex("[a-z0-9-]+\\.(org|com|net|gov|dev|io)\\b", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Address();
}
