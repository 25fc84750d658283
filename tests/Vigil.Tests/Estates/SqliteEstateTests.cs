using System.Globalization;
using FsCheck.Xunit;
using Vigil.Advisories.Compilation;
using Vigil.Advisories.Store;
using Vigil.Domain.Advisories;
using Vigil.Domain.Packages;
using Vigil.Scanning.Estates;
using Vigil.Scanning.Matching;
using Vigil.Storage.Estates;
using static Vigil.Tests.Matching.Judgement;

namespace Vigil.Tests.Estates;

public sealed class SqliteEstateTests : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("vigil-estate-");

    public void Dispose() => _directory.Delete(recursive: true);

    [Property(Arbitrary = [typeof(RandomEstates)], MaxTest = 40)]
    public void A_delta_changes_what_matching_everything_again_would_change(Coordinate[][] resources, Advisory[][] history)
    {
        AdvisoryStore[] generations = [.. history.Select(GenerationCompiler.Compile)];
        using var estate = NewEstate(generations[0], resources);
        for (var next = 1; next < generations.Length; next++)
        {
            var (before, after) = (generations[next - 1], generations[next]);

            var delta = estate.Apply(GenerationDiff.Compute(before, after), after, () => { }, CancellationToken.None);

            AssertChanged(estate, delta, BruteForce.Changes(resources, before, after));
            AssertStandsAsJudgedAfresh(estate, after);
        }
    }

    [Property(Arbitrary = [typeof(RandomEstates)], MaxTest = 20)]
    public void A_delta_that_dies_after_any_transaction_goes_on_where_it_was(Coordinate[][] resources, Advisory[][] history)
    {
        using var before = GenerationCompiler.Compile(history[0]);
        using var after = GenerationCompiler.Compile(history[1]);
        var path = NewPath();
        Fill(new SqliteEstate(path), before, resources).Dispose();

        var delta = DieAfterEveryTransaction(path, GenerationDiff.Compute(before, after), after);

        using var estate = new SqliteEstate(path);
        AssertChanged(estate, delta, BruteForce.Changes(resources, before, after));
        AssertStandsAsJudgedAfresh(estate, after);
        Assert.Equal(after.ContentId, estate.Generation);
        Assert.Null(estate.Unfinished);
    }

    [Property(Arbitrary = [typeof(RandomEstates)], MaxTest = 20)]
    public void A_resource_that_is_scanned_again_has_what_the_last_scan_found(Coordinate[] first, Coordinate[] second, Advisory[][] history)
    {
        using var before = GenerationCompiler.Compile(history[0]);
        using var after = GenerationCompiler.Compile(history[1]);
        using var estate = NewEstate(before, [first, first]);
        estate.Put("0", second);
        estate.Remove("1");

        var delta = estate.Apply(GenerationDiff.Compute(before, after), after, () => { }, CancellationToken.None);

        AssertChanged(estate, delta, BruteForce.Changes([second], before, after));
    }

    [Fact]
    public void Until_a_delta_is_done_the_old_generation_stands_whole()
    {
        using var before = Generation(Advisory("CVE-1", Source("Debian", "12", "curl", "8")));
        using var after = Generation(Advisory("CVE-2", Source("Debian", "12", "curl", "8")));
        using var estate = NewEstate(before, [[Package("Debian", "12", "curl", "1")]]);
        var seen = new List<(string?, int)>();

        var delta = estate.Apply(
            GenerationDiff.Compute(before, after),
            after,
            () => seen.Add((estate.Generation, estate.FindingChanges(1).Count())),
            TestContext.Current.CancellationToken);

        Assert.Equal(1, delta);
        Assert.Equal((after.ContentId, 2), seen[^1]);
        Assert.All(seen[..^1], state => Assert.Equal((before.ContentId, 0), state));
    }

    [Fact]
    public void No_resource_is_taken_while_a_delta_is_not_done()
    {
        using var before = Generation(Advisory("CVE-1", Source("Debian", "12", "curl", "8")));
        using var after = Generation(Advisory("CVE-2", Source("Debian", "12", "curl", "8")));
        using var estate = NewEstate(before, [[Package("Debian", "12", "curl", "1")]]);
        Assert.Throws<IOException>(() => estate.Apply(GenerationDiff.Compute(before, after), after, () => throw new IOException(), CancellationToken.None));

        Assert.Throws<InvalidOperationException>(() => estate.Put("host", []));
    }

    [Fact]
    public void A_failed_intake_leaves_nothing_behind()
    {
        using var store = Generation(Advisory("CVE-1", Source("Debian", "12", "curl", "8")));
        using var estate = NewEstate(store, []);
        IEnumerable<Coordinate> broken = [Package("Debian", "12", "curl", "1"), null!];
        Assert.ThrowsAny<Exception>(() => estate.Put("host", broken));

        estate.Put("host", [Package("Debian", "12", "curl", "2")]);

        var (coordinate, standing) = Assert.Single(estate.Standings());
        Assert.Equal("2", coordinate.Version);
        Assert.Equal("CVE-1", estate.Vulnerability(Assert.Single(standing.Verdicts).Vulnerability));
    }

    private static SqliteEstate Fill(SqliteEstate estate, AdvisoryStore store, Coordinate[][] resources)
    {
        estate.JudgeBy(store);
        estate.Put(resources.Select((packages, resource) => (resource.ToString(CultureInfo.InvariantCulture), packages.AsEnumerable())));
        return estate;
    }

    private static long DieAfterEveryTransaction(string path, GenerationDelta delta, AdvisoryStore after)
    {
        for (var begun = false; ; begun = true)
        {
            // a process that dies does not end its connection in an orderly way either: what counts is what was committed
            using var estate = new SqliteEstate(path);
            try
            {
                var number = begun
                    ? estate.Resume(after, () => throw new IOException("died"), CancellationToken.None)
                    : estate.Apply(delta, after, () => throw new IOException("died"), CancellationToken.None);
                return number;
            }
            catch (IOException) when (estate.Unfinished is null)
            {
                return 1;
            }
            catch (IOException)
            {
                // goes on in the next process
            }
        }
    }

    private static void AssertChanged(SqliteEstate estate, long delta, IEnumerable<string> expected) => Assert.Equal(
        expected.Order(StringComparer.Ordinal),
        estate.FindingChanges(delta)
            .Select(change => BruteForce.Line(estate.Resource(change.Resource)!, estate.Vulnerability(change.Vulnerability)!, change.Kind)) // both have rows
            .Order(StringComparer.Ordinal));

    private static void AssertStandsAsJudgedAfresh(SqliteEstate estate, AdvisoryStore generation)
    {
        var judge = new Judge(generation, name => generation.FindVulnerability(name));
        foreach (var (coordinate, standing) in estate.Standings())
        {
            var named = standing.Verdicts.Select(mark => mark with { Vulnerability = generation.FindVulnerability(estate.Vulnerability(mark.Vulnerability)!) }); // has a row
            Assert.Equal(judge.StandingOf(coordinate), standing with { Verdicts = [.. named.OrderBy(mark => mark.Vulnerability)] });
        }
    }

    private SqliteEstate NewEstate(AdvisoryStore store, Coordinate[][] resources) => Fill(new SqliteEstate(NewPath()), store, resources);

    private string NewPath() => Path.Combine(_directory.FullName, Guid.NewGuid().ToString("N") + ".db");
}
