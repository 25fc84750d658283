using Microsoft.Extensions.Time.Testing;
using Vigil.Advisories.Compilation;
using Vigil.Advisories.Distribution;
using Vigil.Advisories.Exploits;
using Vigil.Advisories.Signing;
using Vigil.Advisories.Store;
using Vigil.Domain.Advisories;

namespace Vigil.Tests.Advisories.Distribution;

public sealed class GenerationPullTests : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("vigil-distribution-");
    private readonly MemoryRepository _registry = new();
    private FakeTimeProvider _clock = new(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly Generations _origin;
    private readonly Generations _site;

    public GenerationPullTests()
    {
        _origin = new Generations(Path.Combine(_directory.FullName, "origin"));
        _site = new Generations(Path.Combine(_directory.FullName, "site"));
    }

    public void Dispose() => _directory.Delete(recursive: true);

    [Fact]
    public async Task A_site_without_any_generation_pulls_the_pieces()
    {
        var pushed = await PushAsync(1);

        var pulled = await PullAsync();

        Assert.Equal((pushed, "", 1, 0), (pulled.Generation, pulled.Before, pulled.Blobs, pulled.Found));
        AssertUses(pushed);
    }

    [Fact]
    public async Task A_site_that_was_away_pulls_the_deltas_since()
    {
        var first = await PushAsync(1);
        await PullAsync();
        await PushAsync(2);
        await PushAsync(3);
        var last = await PushAsync(4);
        _registry.Opened.Clear();

        var pulled = await PullAsync();

        Assert.Equal((last, first), (pulled.Generation, pulled.Before));
        Assert.Equal(_registry.Read().Deltas.Select(delta => delta.Blob.Digest), _registry.Opened);
        Assert.Equal(3, pulled.Blobs);
        AssertUses(last);
    }

    [Fact]
    public async Task A_site_that_is_up_to_date_fetches_nothing()
    {
        await PushAsync(1);
        await PullAsync();

        var again = await PullAsync();

        Assert.Equal((false, 0, 0), (again.IsNew, again.Blobs, again.Found));
    }

    [Fact]
    public async Task A_delta_that_gives_something_else_is_mended_by_the_pieces()
    {
        await PushAsync(1);
        await PullAsync();
        var second = await PushAsync(2);
        var manifest = _registry.Read();
        var false_ = GenerationPieces.Compress([0, 0, 0], quality: 1);
        _registry.Blobs[ArtifactBlob.Of(false_).Digest] = false_;
        _registry.Manifest = (manifest with { Deltas = [manifest.Deltas[0] with { Blob = ArtifactBlob.Of(false_) }] }).ToJson();

        var pulled = await PullAsync();

        Assert.Equal((second, ""), (pulled.Generation, pulled.Before));
        AssertUses(second);
    }

    [Fact]
    public async Task A_pull_that_broke_goes_on_where_it_was()
    {
        var pushed = await PushAsync(1, versions: 80_000);
        var pieces = _registry.Read().Pieces.Length;
        _registry.BlobsUntilItBreaks = 2;
        await Assert.ThrowsAsync<DistributionException>(PullAsync);
        _registry.BlobsUntilItBreaks = int.MaxValue;

        var pulled = await PullAsync();

        Assert.True(pieces > 2);
        Assert.Equal((pieces - 2, 2), (pulled.Blobs, pulled.Found));
        Assert.False(Directory.Exists(Path.Combine(_site.Directory, "pull")));
        AssertUses(pushed);
    }

    [Fact]
    public async Task A_blob_with_other_content_than_its_digest_is_refused()
    {
        await PushAsync(1);
        foreach (var blob in _registry.Blobs.Values)
        {
            blob[^1] ^= 1;
        }

        var fault = await Assert.ThrowsAsync<DistributionException>(PullAsync);

        Assert.Contains("tampered", fault.Message, StringComparison.Ordinal);
        Assert.Null(_site.CurrentId);
    }

    [Fact]
    public async Task Pieces_of_another_generation_are_refused()
    {
        await PushAsync(1);
        var first = _registry.Read();
        await PushAsync(2);
        _registry.Manifest = (_registry.Read() with { Pieces = first.Pieces, SizeBytes = first.SizeBytes, Deltas = [] }).ToJson();

        var fault = await Assert.ThrowsAsync<DistributionException>(PullAsync);

        Assert.Contains("exchanged", fault.Message, StringComparison.Ordinal);
        Assert.Null(_site.CurrentId);
    }

    [Fact]
    public async Task An_older_generation_is_refused_unless_it_is_wanted()
    {
        var older = await PushAsync(1);
        await PushAsync(2);
        await PullAsync();
        await new GenerationPush(_registry, _origin).RunAsync(_origin.PathOf(older), TestContext.Current.CancellationToken);

        var fault = await Assert.ThrowsAsync<DistributionException>(PullAsync);
        await new GenerationPull(_registry, _site, keys: null, _clock).RunAsync(allowOlder: true, TestContext.Current.CancellationToken);

        Assert.Contains("older than the one in use", fault.Message, StringComparison.Ordinal);
        AssertUses(older);
    }

    [Fact]
    public async Task A_generation_dated_in_the_future_does_not_keep_the_next_one_out()
    {
        await PushAsync(2);
        await PullAsync();
        _clock = new(new DateTimeOffset(2024, 1, 1, 12, 0, 0, TimeSpan.Zero));

        var corrected = await PushAsync(1);
        await PullAsync();

        AssertUses(corrected);
    }

    [Fact]
    public async Task A_site_that_pins_a_key_takes_only_what_it_signed_and_asks_for_nothing_else()
    {
        using var key = SigningKey.Create();
        using var other = SigningKey.Create();
        var pull = new GenerationPull(_registry, _site, TrustedKeys.Parse(key.ExportPublic()), _clock);
        var id = await PushAsync(1);
        await Assert.ThrowsAsync<SignatureException>(() => pull.RunAsync(allowOlder: false, TestContext.Current.CancellationToken));
        await SignAsync(other, id);
        await Assert.ThrowsAsync<SignatureException>(() => pull.RunAsync(allowOlder: false, TestContext.Current.CancellationToken));
        Assert.Empty(_registry.Opened);

        await SignAsync(key, id);
        await pull.RunAsync(allowOlder: false, TestContext.Current.CancellationToken);

        AssertUses(id);
        Assert.NotNull(ContentSignature.ReadBeside(_site.PathOf(id)));
    }

    [Fact]
    public async Task Deltas_are_given_up_when_the_generation_between_is_not_known()
    {
        await PushAsync(1);
        File.Delete(_origin.PathOf(_origin.CurrentId!)); // pushed a line above

        await PushAsync(2);

        Assert.Empty(_registry.Read().Deltas);
    }

    [Fact]
    public async Task Only_deltas_that_are_shorter_together_than_the_whole_are_kept()
    {
        for (var day = 1; day <= 6; day++)
        {
            await PushAsync(day, versions: day * 50);
        }

        var manifest = _registry.Read();

        Assert.InRange(manifest.Deltas.Length, 1, 4);
        Assert.True(manifest.Deltas.Sum(delta => delta.Blob.Size) <= manifest.Pieces.Sum(piece => piece.Size));
        Assert.Equal(manifest.Generation, manifest.Deltas[^1].After);
    }

    [Fact]
    public async Task A_new_day_of_exploitation_travels_without_the_generation()
    {
        using var key = SigningKey.Create();
        var keys = TrustedKeys.Parse(key.ExportPublic());
        var id = await PushAsync(1);
        PublishExploits(0.5f, key);
        await SignAsync(key, id);
        await PullAsync(keys);
        PublishExploits(0.75f, key: null);
        await SignAsync(key, id);
        var refused = await Assert.ThrowsAsync<SignatureException>(() => PullAsync(keys));
        PublishExploits(0.75f, key);
        await SignAsync(key, id);

        var pulled = await PullAsync(keys);

        using var table = ExploitTable.OpenIn(_site.Directory);
        Assert.Contains("Exploit table", refused.Message, StringComparison.Ordinal);
        Assert.Equal((false, true, 1), (pulled.IsNew, pulled.HasNewExploits, pulled.Blobs));
        Assert.Equal(0.75f, table.Find("CVE-2024-0001").Probability?.Score);
        Assert.True(File.Exists(ContentSignature.PathBeside(ExploitTable.PathIn(_site.Directory))));
    }

    private void PublishExploits(float score, SigningKey? key)
    {
        var builder = new ExploitTableBuilder();
        builder.Add(new ExploitProbability("CVE-2024-0001", score, score));
        var id = builder.Publish(_origin.Directory);
        key?.Sign(SignedContent.ExploitTable, id).WriteBeside(ExploitTable.PathIn(_origin.Directory));
    }

    private async Task SignAsync(SigningKey key, string id)
    {
        key.Sign(SignedContent.Generation, id).WriteBeside(_origin.PathOf(id));
        await new GenerationPush(_registry, _origin).RunAsync(_origin.PathOf(id), TestContext.Current.CancellationToken);
    }

    private Task<PullReport> PullAsync() => PullAsync(keys: null);

    private Task<PullReport> PullAsync(TrustedKeys? keys) => new GenerationPull(_registry, _site, keys, _clock).RunAsync(allowOlder: false, TestContext.Current.CancellationToken);

    // the state of a day: what was known the day before, and one advisory more
    private async Task<string> PushAsync(int day, int versions = 20)
    {
        string id;
        using (var writer = _origin.BeginWriting())
        {
            for (var number = 1; number <= day; number++)
            {
                writer.Compiler.Add(Advisory(number, new Random(number), versions));
            }

            id = writer.Publish();
        }

        await new GenerationPush(_registry, _origin).RunAsync(_origin.PathOf(id), TestContext.Current.CancellationToken);
        return id;
    }

    private static Advisory Advisory(int number, Random random, int versions) => new()
    {
        Id = $"CVE-2024-{number:0000}",
        Source = "test",
        Modified = new DateTimeOffset(2024, 1, number, 0, 0, 0, TimeSpan.Zero),
        // what does not compress, so that sizes are what they seem
        References = [.. Enumerable.Range(0, versions).Select(_ => $"{random.NextInt64()}")],
        Affected =
        [
            new AffectedPackage
            {
                Key = new AdvisoryKey("Debian", "12", "package"),
                Scheme = "deb",
                Versions = [.. Enumerable.Range(0, versions).Select(_ => $"{random.NextInt64()}.{random.NextInt64()}.{random.NextInt64()}.{random.NextInt64()}")],
            },
        ],
    };

    private void AssertUses(string generation)
    {
        Assert.Equal(generation, _site.CurrentId);
        using var store = _site.Open(generation);
        store.Verify();
    }
}
