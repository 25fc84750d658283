using System.Globalization;
using FsCheck.Xunit;
using Vigil.Advisories.Compilation;
using Vigil.Advisories.Store;
using Vigil.Domain.Advisories;
using Vigil.Domain.Packages;
using Vigil.Domain.Verdicts;
using Vigil.Scanning.Estates;
using Vigil.Scanning.Matching;
using static Vigil.Tests.Matching.Judgement;

namespace Vigil.Tests.Estates;

public sealed class EstateTests
{
    [Property(Arbitrary = [typeof(RandomEstates)], MaxTest = 300)]
    public void A_delta_changes_what_matching_everything_again_would_change(Coordinate[][] resources, Advisory[][] history)
    {
        AdvisoryStore[] generations = [.. history.Select(GenerationCompiler.Compile)];
        var estate = new Estate(generations[0]);
        for (var resource = 0; resource < resources.Length; resource++)
        {
            estate.Put(Name(resource), resources[resource].Select(estate.Intern));
        }

        for (var next = 1; next < generations.Length; next++)
        {
            var (before, after) = (generations[next - 1], generations[next]);

            var changed = estate.Apply(GenerationDiff.Compute(before, after), after);

            Assert.Equal(
                BruteForce.Changes(resources, before, after).Order(StringComparer.Ordinal),
                changed.Findings.Select(finding => Line(estate, finding)).Order(StringComparer.Ordinal));
            AssertStandsAsJudgedAfresh(estate, after);
        }
    }

    [Property(Arbitrary = [typeof(RandomEstates)])]
    public void A_resource_that_is_scanned_again_has_what_the_last_scan_found(Coordinate[] first, Coordinate[] second, Advisory[][] history)
    {
        using var before = GenerationCompiler.Compile(history[0]);
        using var after = GenerationCompiler.Compile(history[1]);
        var estate = new Estate(before);
        foreach (var scan in (Coordinate[][])[first, second])
        {
            estate.Put("0", scan.Select(estate.Intern));
            estate.Put("1", first.Select(estate.Intern));
        }

        estate.Remove("1");
        var changed = estate.Apply(GenerationDiff.Compute(before, after), after);

        Assert.Equal(
            BruteForce.Changes([second], before, after).Order(StringComparer.Ordinal),
            changed.Findings.Select(finding => Line(estate, finding)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_fix_in_one_of_two_packages_changes_the_finding_and_in_both_closes_it()
    {
        var (client, library) = (Package("Amazon Linux", "2", "curl", "8.0-1"), Package("Amazon Linux", "2", "libcurl", "8.0-1"));
        using var both = Generation(
            Erratum("ALAS-1", "CVE-1", Binary("Amazon Linux", "2", "curl", "8.1-1"), Binary("Amazon Linux", "2", "libcurl", "8.1-1")));
        using var one = Generation(Erratum("ALAS-1", "CVE-1", Binary("Amazon Linux", "2", "curl", "8.1-1")));
        using var none = Generation(Erratum("ALAS-1", "CVE-1", Binary("Amazon Linux", "2", "curl", "7.0-1")));
        var estate = new Estate(both);
        estate.Put("host", [estate.Intern(client), estate.Intern(library)]);

        var first = estate.Apply(GenerationDiff.Compute(both, one), one);
        var second = estate.Apply(GenerationDiff.Compute(one, none), none);

        Assert.Equal("host CVE-1 Changed", Line(estate, Assert.Single(first.Findings)));
        Assert.Equal("host CVE-1 Closed", Line(estate, Assert.Single(second.Findings)));
    }

    [Fact]
    public void Only_packages_of_changed_keys_are_matched_again()
    {
        using var before = Generation(Advisory("CVE-1", Source("Debian", "12", "curl", "8")), Advisory("CVE-2", Source("Debian", "12", "bash", "6")));
        using var after = Generation(Advisory("CVE-1", Source("Debian", "12", "curl", "9")), Advisory("CVE-2", Source("Debian", "12", "bash", "6")));
        var estate = new Estate(before);
        estate.Put("host", new[] { "curl", "bash", "zsh" }.Select(name => estate.Intern(Package("Debian", "12", name, "1"))));

        var changed = estate.Apply(GenerationDiff.Compute(before, after), after);

        Assert.Equal(1, changed.Judged);
    }

    [Fact]
    public void A_release_that_becomes_known_makes_its_packages_evaluated()
    {
        using var before = Generation(Advisory("CVE-1", Source("Debian", "12", "curl", "8")));
        using var after = Generation(Advisory("CVE-1", Source("Debian", "12", "curl", "8"), Source("Debian", "13", "curl", "8")));
        var estate = new Estate(before);
        var bash = estate.Intern(Package("Debian", "13", "bash", "5"));

        var changed = estate.Apply(GenerationDiff.Compute(before, after), after);

        Assert.Equal(EvaluationState.ReleaseUnknown, Assert.Single(changed.Coordinates).Before.State);
        Assert.Equal(EvaluationState.Evaluated, estate.StandingOf(bash).State);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_statement_that_says_the_same_in_another_way_changes_nothing(bool besideAFix)
    {
        var stated = Source("Red Hat", "8", "bash", "5");
        using var before = Generation(Erratum("RHSA-1", "CVE-1", stated));
        using var after = besideAFix
            ? Generation(Erratum("RHSA-1", "CVE-1", stated), Erratum("RHSA-0", "CVE-1", stated with { Ranges = [new VersionRange("", "1")] }))
            : Generation(Erratum("RHSA-1", "CVE-1", stated with { NamesSource = false }));
        var estate = new Estate(before);
        estate.Put("host", [estate.Intern(Package("Red Hat", "8", "bash", "4"))]);

        var changed = estate.Apply(GenerationDiff.Compute(before, after), after);

        Assert.Equal(1, changed.Judged);
        Assert.Empty(changed.Findings);
    }

    [Fact]
    public void A_delta_of_other_generations_is_refused()
    {
        using var before = Generation(Advisory("CVE-1", Source("Debian", "12", "curl", "8")));
        using var after = Generation(Advisory("CVE-1", Source("Debian", "12", "curl", "9")));
        var estate = new Estate(before);

        Assert.Throws<ArgumentException>(() => estate.Apply(GenerationDiff.Compute(after, before), before));
    }

    private static void AssertStandsAsJudgedAfresh(Estate estate, AdvisoryStore generation)
    {
        var matcher = new Matcher(generation);
        for (var coordinate = 0; coordinate < estate.CoordinateCount; coordinate++)
        {
            var fresh = matcher.Match(estate.Coordinate(coordinate));
            var standing = estate.StandingOf(coordinate);
            Assert.Equal(fresh.State, standing.State);
            Assert.Equal(
                fresh.Verdicts.Select(verdict => verdict.VulnerabilityId),
                standing.Verdicts.Select(mark => estate.Vulnerability(mark.Vulnerability)).Order(StringComparer.Ordinal));
        }
    }

    private static string Line(Estate estate, FindingChange change) =>
        BruteForce.Line(estate.Resource(change.Resource), estate.Vulnerability(change.Vulnerability), change.Kind);

    private static string Name(int resource) => resource.ToString(CultureInfo.InvariantCulture);
}
