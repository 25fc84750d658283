using FsCheck.Xunit;
using Vigil.Advisories.Compilation;
using Vigil.Advisories.Store;
using Vigil.Domain.Advisories;
using Vigil.Domain.Packages;
using Vigil.Scanning.Matching;
using Vigil.Tests.Estates;

namespace Vigil.Tests.Advisories.Store;

public sealed class GenerationDiffTests
{
    [Property(Arbitrary = [typeof(RandomEstates)], MaxTest = 300)]
    public void Only_packages_that_the_delta_names_are_judged_otherwise(Coordinate[] coordinates, Advisory[][] history)
    {
        using var before = GenerationCompiler.Compile(history[0]);
        using var after = GenerationCompiler.Compile(history[1]);
        var (older, newer) = (new Matcher(before), new Matcher(after));

        var delta = GenerationDiff.Compute(before, after);

        foreach (var coordinate in coordinates.Distinct())
        {
            if (!IsNamed(coordinate, delta, newer))
            {
                var (left, right) = (older.Match(coordinate), newer.Match(coordinate));
                Assert.Equal((left.State, left.Reason), (right.State, right.Reason));
                Assert.Equal(left.Verdicts, right.Verdicts);
            }
        }
    }

    [Property(Arbitrary = [typeof(RandomEstates)], MaxTest = 300)]
    public void Advisories_are_compared_one_by_one(Advisory[][] history)
    {
        using var before = GenerationCompiler.Compile(history[0]);
        using var after = GenerationCompiler.Compile(history[1]);

        var delta = GenerationDiff.Compute(before, after);

        var (old, current) = (Statements(history[0]), Statements(history[1]));
        Assert.Equal(
            old.Keys.Except(current.Keys).Select(name => (name, ChangeKind.Removed))
                .Concat(current.Keys.Except(old.Keys).Select(name => (name, ChangeKind.Added)))
                .OrderBy(change => change.name),
            delta.Advisories.Where(change => change.Kind is ChangeKind.Added or ChangeKind.Removed)
                .Select(change => ((change.Id, change.Source), change.Kind))
                .OrderBy(change => change.Item1));
        Assert.Equal(
            old.Where(pair => current.TryGetValue(pair.Key, out var now) && pair.Value != now).Select(pair => pair.Key).Order(),
            delta.Advisories.Where(change => change.Kind is ChangeKind.Changed or ChangeKind.Withdrawn).Select(change => (change.Id, change.Source)).Order());
    }

    [Fact]
    public void An_advisory_that_was_withdrawn_is_named_so()
    {
        var advisory = new Advisory { Id = "CVE-1", Source = "test", Affected = [new AffectedPackage { Key = new AdvisoryKey("npm", "", "a"), Scheme = "npm" }] };
        using var before = GenerationCompiler.Compile([advisory]);
        using var after = GenerationCompiler.Compile([advisory with { Withdrawn = DateTimeOffset.UnixEpoch }]);

        var delta = GenerationDiff.Compute(before, after);

        Assert.Equal([new AdvisoryChange("CVE-1", "test", ChangeKind.Withdrawn)], delta.Advisories);
        Assert.Equal([new KeyChange(new AdvisoryKey("npm", "", "a"), ChangeKind.Removed)], delta.Keys);
    }

    private static bool IsNamed(Coordinate coordinate, GenerationDelta delta, Matcher matcher)
    {
        var keys = new HashSet<AdvisoryKey>();
        matcher.AddKeys(coordinate, keys);
        return delta.Keys.Any(change => keys.Contains(change.Key))
            || delta.Releases.Any(change => keys.Any(key => key.Ecosystem == change.Ecosystem));
    }

    // all records of an advisory as text; neither their order nor a repetition matters
    private static Dictionary<(string Id, string Source), string> Statements(Advisory[] advisories) => advisories
        .GroupBy(advisory => (advisory.Id, advisory.Source))
        .ToDictionary(
            group => group.Key,
            group => string.Join('\n', group.Select(Text).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)));

    private static string Text(Advisory advisory)
    {
        var record = new ByteWriter();
        RecordCodec.Write(advisory, record);
        return Convert.ToHexString(record.Written) + string.Join('|', advisory.Withdrawn is null ? advisory.Affected.Select(affected => affected.ToString()) : []);
    }
}
