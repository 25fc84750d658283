using FsCheck.Xunit;
using Vigil.Advisories.Compilation;
using Vigil.Advisories.Exploits;
using Vigil.Advisories.Store;
using Vigil.Domain.Advisories;
using Vigil.Domain.Findings;
using Vigil.Domain.Findings.LifeCycle;
using Vigil.Domain.Packages;
using Vigil.Storage;
using Vigil.Tests.Estates;
using static Vigil.Tests.Matching.Judgement;

namespace Vigil.Tests.Storage;

public sealed class DeltaTests
{
    public static TheoryData<DatabaseKind> Databases => [DatabaseKind.Sqlite, DatabaseKind.Postgres];

    [Property(Arbitrary = [typeof(RandomEstates)], MaxTest = 30)]
    public void A_delta_leaves_the_findings_that_submitting_everything_again_would_leave_on_sqlite(Coordinate[][] resources, Advisory[][] history) =>
        DeltaEqualsSubmission(DatabaseKind.Sqlite, resources, history);

    [Property(Arbitrary = [typeof(RandomEstates)], MaxTest = 10)]
    public void A_delta_leaves_the_findings_that_submitting_everything_again_would_leave_on_postgres(Coordinate[][] resources, Advisory[][] history) =>
        DeltaEqualsSubmission(DatabaseKind.Postgres, resources, history);

    [Theory]
    [MemberData(nameof(Databases))]
    public void A_delta_that_is_cut_off_after_every_transaction_ends_like_one_that_is_not(DatabaseKind kind)
    {
        using var before = Generation(Advisory("CVE-1", Source("Debian", "12", "curl", "8")), Advisory("CVE-2", Source("Debian", "12", "bash", "6")));
        using var after = Generation(Advisory("CVE-1", Source("Debian", "12", "curl", "9")), Advisory("CVE-3", Source("Debian", "12", "bash", "6")));
        using var site = new Site(kind, before);
        for (var machine = 0; machine < 3; machine++)
        {
            site.Submit($"i-{machine}", Package("Debian", "12", "curl", "8.5"), Package("Debian", "12", "bash", "5"));
        }

        var steps = 0;
        Assert.Throws<OperationCanceledException>(() => site.Estate.Apply(GenerationDiff.Compute(before, after), after, Cut, CancellationToken.None));
        while (site.Estate.Unfinished is not null)
        {
            try
            {
                new StoredEstate(site.Database, site.Clock).Resume(after, Cut, CancellationToken.None);
            }
            catch (OperationCanceledException)
            {
                steps++;
            }
        }

        Assert.True(steps > 2);
        Assert.Equal(after.ContentId, site.Estate.Generation);
        Assert.Equal(3, site.All().Count(finding => finding.Content.Subject == "CVE-1" && finding.State.Status == FindingStatus.Active));
        Assert.Equal(3, site.All().Count(finding => finding.Content.Subject == "CVE-3" && finding.State.Status == FindingStatus.Active));
        Assert.All(
            site.All().Where(finding => finding.Content.Subject == "CVE-2"),
            finding => Assert.Equal((FindingStatus.Closed, ClosedReason.AdvisoryChanged), (finding.State.Status, finding.State.ClosedReason)));

        static void Cut() => throw new OperationCanceledException();
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public void What_is_submitted_between_the_steps_of_a_delta_is_judged_by_the_generation_to_which_it_leads(DatabaseKind kind)
    {
        using var before = Generation(Advisory("CVE-1", Source("Debian", "12", "curl", "8")), Advisory("CVE-2", Source("Debian", "12", "bash", "6")));
        using var after = Generation(Advisory("CVE-1", Source("Debian", "12", "curl", "9")), Advisory("CVE-3", Source("Debian", "12", "zlib", "6")));
        using var site = new Site(kind, before);
        site.Submit("i-0", Package("Debian", "12", "curl", "8.5"), Package("Debian", "12", "bash", "5"));

        var step = 0;
        site.Estate.Apply(GenerationDiff.Compute(before, after), after, Submit, CancellationToken.None);

        Assert.True(step > 2);
        Assert.Equal(
            Enumerable.Range(0, step).SelectMany(machine => new[] { $"i-{machine} CVE-1", $"i-{machine} CVE-3" }).Append("i-0 CVE-1").Distinct().Order(StringComparer.Ordinal),
            site.All().Where(finding => finding.State.Status == FindingStatus.Active).Select(finding => $"{finding.Resource.Id} {finding.Content.Subject}").Order(StringComparer.Ordinal));
        Assert.Empty(Integrity.Check(site.Database));

        // the first replaces what there was before the delta, the others are new
        void Submit() => site.Submit($"i-{step++}", Package("Debian", "12", "curl", "8.5"), Package("Debian", "12", "bash", "5"), Package("Debian", "12", "zlib", "5"));
    }

    [Property(Arbitrary = [typeof(RandomEstates)], MaxTest = 60)]
    public void A_delta_to_a_generation_that_is_gone_is_turned_wherever_it_was_cut_off_on_sqlite(Coordinate[][] resources, Advisory[][] history, byte cut) =>
        TurnedEqualsFresh(DatabaseKind.Sqlite, resources, history, cut % 5);

    [Property(Arbitrary = [typeof(RandomEstates)], MaxTest = 10)]
    public void A_delta_to_a_generation_that_is_gone_is_turned_wherever_it_was_cut_off_on_postgres(Coordinate[][] resources, Advisory[][] history, byte cut) =>
        TurnedEqualsFresh(DatabaseKind.Postgres, resources, history, cut % 5);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void What_only_the_generation_that_is_gone_knew_closes(int cut)
    {
        using var before = Generation(Advisory("CVE-1", Source("Debian", "12", "curl", "8")));
        using var gone = Generation(Advisory("CVE-1", Source("Debian", "12", "curl", "8")), Advisory("CVE-2", Source("Debian", "12", "bash", "6")));
        using var site = new Site(DatabaseKind.Sqlite, before);
        site.Submit("i-0", Package("Debian", "12", "curl", "7"), Package("Debian", "12", "bash", "5"));
        Assert.Throws<OperationCanceledException>(() => site.Estate.Apply(GenerationDiff.Compute(before, gone), gone, Cut, CancellationToken.None));

        new StoredEstate(site.Database, site.Clock).JudgeAllBy(before, () => { }, CancellationToken.None);

        Assert.Equal((before.ContentId, null), (site.Estate.Generation, site.Estate.Unfinished));
        Assert.Equal(["i-0 CVE-1", "i-1 CVE-1"], Active(site));
        Assert.All(
            site.All().Where(finding => finding.Content.Subject == "CVE-2"),
            finding => Assert.Equal((FindingStatus.Closed, ClosedReason.AdvisoryChanged), (finding.State.Status, finding.State.ClosedReason)));
        Assert.Contains(site.All(), finding => finding.Content.Subject == "CVE-2"); // i-1 had it at once
        Assert.Empty(Integrity.Check(site.Database));

        void Cut()
        {
            site.Submit("i-1", Package("Debian", "12", "curl", "7"), Package("Debian", "12", "bash", "5"));
            if (cut-- == 0)
            {
                throw new OperationCanceledException();
            }
        }
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public void A_submission_during_a_delta_closes_with_the_reason_that_the_delta_would_have_given(DatabaseKind kind)
    {
        using var before = Generation(
            Advisory("CVE-1", Source("Debian", "12", "curl", "8")), Advisory("CVE-2", Source("Debian", "12", "bash", "6")), Advisory("CVE-3", Source("Debian", "12", "zlib", "6")));
        using var after = Generation(
            Advisory("CVE-1", Source("Debian", "12", "curl", "4")),
            Advisory("CVE-2", Source("Debian", "12", "bash", "6")),
            Advisory("CVE-3", Source("Debian", "12", "zlib", "6")) with { Withdrawn = DateTimeOffset.UnixEpoch });
        using var site = new Site(kind, before);
        site.Submit("i-1", Package("Debian", "12", "curl", "7"), Package("Debian", "12", "bash", "5"), Package("Debian", "12", "zlib", "5"));

        site.Estate.Apply(GenerationDiff.Compute(before, after), after, Submit, CancellationToken.None);

        Assert.Equal(
            [("CVE-1", ClosedReason.AdvisoryChanged), ("CVE-2", ClosedReason.Remediated), ("CVE-3", ClosedReason.AdvisoryWithdrawn)],
            site.All().Select(finding => (finding.Content.Subject, finding.State.ClosedReason)).Order());

        // bash is upgraded, the others stay
        void Submit() => site.Submit("i-1", Package("Debian", "12", "curl", "7"), Package("Debian", "12", "bash", "6"), Package("Debian", "12", "zlib", "5"));
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public void Another_process_goes_on_by_the_generation_to_which_this_one_led(DatabaseKind kind)
    {
        using var before = Generation(Advisory("CVE-1", Source("Debian", "12", "curl", "8")));
        using var after = Generation(Advisory("CVE-1", Source("Debian", "12", "curl", "9")));
        using var site = new Site(kind, before);
        using var database = EstateDatabase.Open(site.Options);
        var other = new StoredEstate(database, site.Clock, id => id == after.ContentId ? after : null);
        other.JudgeBy(before, ExploitTable.Empty);
        other.Submit(new Submission(Site.Machine("i-1"), Site.Containing(Package("Debian", "12", "curl", "8.5"))));
        Assert.Empty(site.All());

        site.Estate.Apply(GenerationDiff.Compute(before, after), after, () => { }, CancellationToken.None);
        other.Submit(new Submission(Site.Machine("i-2"), Site.Containing(Package("Debian", "12", "curl", "8.5"))));

        Assert.Equal(["i-1", "i-2"], site.All().Select(finding => finding.Resource.Id).Order(StringComparer.Ordinal));
        Assert.Empty(Integrity.Check(site.Database));
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public void Without_the_generation_before_everything_is_judged_again_and_only_what_differs_changes(DatabaseKind kind)
    {
        using var before = Generation(Advisory("CVE-1", Source("Debian", "12", "curl", "8")), Advisory("CVE-2", Source("Debian", "12", "bash", "6")));
        using var after = Generation(Advisory("CVE-2", Source("Debian", "12", "bash", "6")), Advisory("CVE-3", Source("Debian", "12", "bash", "7")));
        using var site = new Site(kind, before);
        site.Submit("i-1", Package("Debian", "12", "curl", "7"), Package("Debian", "12", "bash", "5"));
        var standing = site.All().Single(finding => finding.Content.Subject == "CVE-2");
        site.Clock.Advance(TimeSpan.FromDays(9));

        site.Estate.JudgeAllBy(after, () => { }, CancellationToken.None);

        Assert.Equal(after.ContentId, site.Estate.Generation);
        Assert.Equal(
            [("CVE-1", FindingStatus.Closed), ("CVE-2", FindingStatus.Active), ("CVE-3", FindingStatus.Active)],
            site.All().Select(finding => (finding.Content.Subject, finding.State.Status)).Order());
        Assert.Equal(standing.State.UpdatedAt, site.All().Single(finding => finding.Content.Subject == "CVE-2").State.UpdatedAt);
    }

    [Fact]
    public void A_generation_that_is_not_kept_here_is_named()
    {
        using var before = Generation(Advisory("CVE-1", Source("Debian", "12", "curl", "8")));
        using var after = Generation(Advisory("CVE-1", Source("Debian", "12", "curl", "9")));
        using var site = new Site(DatabaseKind.Sqlite, before);
        using var database = EstateDatabase.Open(site.Options);
        var other = new StoredEstate(database, site.Clock);
        other.JudgeBy(after, ExploitTable.Empty);

        var fault = Assert.Throws<InvalidOperationException>(() => other.Submit(new Submission(Site.Machine("i-1"), Site.Containing())));
        Assert.Contains(before.ContentId, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_advisory_that_is_withdrawn_closes_what_it_opened_with_that_reason()
    {
        var withdrawn = Advisory("GHSA-1", Source("Debian", "12", "curl", "9")) with { Aliases = ["CVE-1"] };
        var corrected = Advisory("CVE-2", Source("Debian", "12", "bash", "6"));
        var standing = Advisory("CVE-1");
        using var before = Generation(withdrawn, corrected, standing);
        using var after = Generation(withdrawn with { Withdrawn = DateTimeOffset.UnixEpoch }, Advisory("CVE-2", Source("Debian", "12", "bash", "4")), standing);
        using var site = new Site(DatabaseKind.Sqlite, before);
        site.Submit("i-1", Package("Debian", "12", "curl", "8"), Package("Debian", "12", "bash", "5"));

        site.Estate.Apply(GenerationDiff.Compute(before, after), after, () => { }, CancellationToken.None);

        Assert.Equal(
            [("CVE-1", ClosedReason.AdvisoryWithdrawn), ("CVE-2", ClosedReason.AdvisoryChanged)],
            site.All().Select(finding => (finding.Content.Subject, finding.State.ClosedReason)).Order());
    }

    [Fact]
    public void A_delta_of_other_generations_is_refused()
    {
        using var before = Generation(Advisory("CVE-1", Source("Debian", "12", "curl", "8")));
        using var after = Generation(Advisory("CVE-1", Source("Debian", "12", "curl", "9")));
        using var site = new Site(DatabaseKind.Sqlite, before);

        Assert.Throws<ArgumentException>(() => site.Estate.Apply(GenerationDiff.Compute(after, before), before, () => { }, CancellationToken.None));
        Assert.Throws<ArgumentException>(() => site.Estate.Resume(after, () => { }, CancellationToken.None));
    }

    private static void DeltaEqualsSubmission(DatabaseKind kind, Coordinate[][] resources, Advisory[][] history)
    {
        AdvisoryStore[] generations = [.. history.Select(GenerationCompiler.Compile)];
        using var led = new Site(kind, generations[0]);
        SubmitAll(led, resources);
        for (var next = 1; next < generations.Length; next++)
        {
            var step = 0;
            led.Estate.Apply(GenerationDiff.Compute(generations[next - 1], generations[next]), generations[next], SubmitOneAgain, CancellationToken.None);
            using var fresh = new Site(kind, generations[next]);
            SubmitAll(fresh, resources);

            Assert.Equal(Lines(fresh), Lines(led));

            // nobody waits for a delta
            void SubmitOneAgain()
            {
                if (resources.Length > 0)
                {
                    var resource = step++ % resources.Length;
                    led.Submit($"i-{resource}", resources[resource]);
                }
            }
        }
    }

    private static void TurnedEqualsFresh(DatabaseKind kind, Coordinate[][] resources, Advisory[][] history, int cut)
    {
        using var before = GenerationCompiler.Compile(history[0]);
        using var gone = GenerationCompiler.Compile(history[1 % history.Length]);
        using var target = GenerationCompiler.Compile(history[2 % history.Length]);
        using var led = new Site(kind, before);
        SubmitAll(led, resources);
        try
        {
            led.Estate.Apply(GenerationDiff.Compute(before, gone), gone, SubmitOneOrDie, CancellationToken.None);
        }
        catch (OperationCanceledException)
        {
            // as if it were killed
        }

        new StoredEstate(led.Database, led.Clock).JudgeAllBy(target, () => { }, CancellationToken.None);
        using var fresh = new Site(kind, target);
        SubmitAll(fresh, resources);

        Assert.Equal(Lines(fresh), Lines(led));
        Assert.Empty(Integrity.Check(led.Database));

        void SubmitOneOrDie()
        {
            if (resources.Length > 0)
            {
                led.Submit($"i-{cut % resources.Length}", resources[cut % resources.Length]);
            }

            if (cut-- == 0)
            {
                throw new OperationCanceledException();
            }
        }
    }

    private static IEnumerable<string> Active(Site site) => site.All()
        .Where(finding => finding.State.Status == FindingStatus.Active)
        .Select(finding => $"{finding.Resource.Id} {finding.Content.Subject}")
        .Order(StringComparer.Ordinal);

    private static void SubmitAll(Site site, Coordinate[][] resources)
    {
        for (var resource = 0; resource < resources.Length; resource++)
        {
            site.Submit($"i-{resource}", resources[resource]);
        }
    }

    private static IEnumerable<string> Lines(Site site) => site.All()
        .Where(finding => finding.State.Status == FindingStatus.Active)
        .Select(Line)
        .Order(StringComparer.Ordinal);

    private static string Line(RecordedFinding finding) =>
        $"{finding.Resource.Id} {finding.Content.Title} {string.Join(' ', finding.Content.Package!.Packages.Select(package => $"{package.Verdict.State} {package.Verdict.FixedVersion} {package.Verdict.AdvisoryId}"))}";
}
