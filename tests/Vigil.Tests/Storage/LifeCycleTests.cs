using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Vigil.Advisories.Store;
using Vigil.Domain.Coverage;
using Vigil.Domain.Filters;
using Vigil.Domain.Findings;
using Vigil.Domain.Findings.LifeCycle;
using Vigil.Storage;
using Vigil.Storage.Rules;
using static Vigil.Tests.Matching.Judgement;

namespace Vigil.Tests.Storage;

/// <summary>Random sequences of scans, advisory changes, suppressions, deletions and time, against a model that knows nothing of how it is stored.</summary>
public sealed class LifeCycleTests
{
    private static readonly string[] Machines = ["i-1", "i-2"];
    private static readonly string[] Packages = ["curl", "bash"];

    /// <summary>Something that happens: a machine is scanned with packages, advisories speak of packages, rules suppress flaws, a machine is gone, days pass.</summary>
    public sealed record Happening(string What, int Machine, int Mask, int Hours);

    public static Arbitrary<Happening[]> Happenings() =>
        (from what in Gen.Elements("scan", "scan", "scan", "advisories", "rules", "terminate", "expire", "wait")
         from machine in Gen.Choose(0, Machines.Length - 1)
         from mask in Gen.Choose(0, (1 << Packages.Length) - 1)
         from hours in Gen.Elements(1, 1, 24, 4 * 24, 8 * 24, 31 * 24)
         select new Happening(what, machine, mask, hours)).ArrayOf().Resize(25).ToArbitrary();

    [Property(Arbitrary = [typeof(LifeCycleTests)], MaxTest = 60)]
    public void Findings_live_as_the_model_says_on_sqlite(Happening[] happenings) => LiveAsTheModelSays(DatabaseKind.Sqlite, happenings);

    [Property(Arbitrary = [typeof(LifeCycleTests)], MaxTest = 10)]
    public void Findings_live_as_the_model_says_on_postgres(Happening[] happenings) => LiveAsTheModelSays(DatabaseKind.Postgres, happenings);

    private static void LiveAsTheModelSays(DatabaseKind kind, Happening[] happenings)
    {
        AdvisoryStore[] generations = [.. Enumerable.Range(0, 1 << Packages.Length).Select(GenerationOf)];
        using var site = new Site(kind, generations[^1]);
        var (register, filters, retention) = (
            new ResourceRegister(site.Database, site.Clock), new FilterRegistry(site.Database, site.Clock),
            new Retention(site.Database, site.Clock));
        var model = new Model { Advisories = (1 << Packages.Length) - 1 };
        foreach (var (what, machine, mask, hours) in happenings)
        {
            site.Clock.Advance(TimeSpan.FromHours(hours));
            var now = site.Clock.GetUtcNow();
            switch (what)
            {
                case "scan":
                    site.Submit(Machines[machine], [.. Chosen(mask).Select(name => Package("Debian", "12", name, "1"))]);
                    model.Scan(Machines[machine], mask, now);
                    break;
                case "advisories" when mask != model.Advisories:
                    site.Estate.Apply(GenerationDiff.Compute(generations[model.Advisories], generations[mask]), generations[mask], () => { }, CancellationToken.None);
                    model.Publish(mask, now);
                    break;
                case "rules":
                    foreach (var filter in filters.List(Site.Account))
                    {
                        filters.Delete(Site.Account, filter.Arn);
                    }

                    foreach (var name in Chosen(mask))
                    {
                        filters.Put(new FindingFilter { Owner = Site.Account, Name = name, Suppresses = true, Criteria = Criteria.All.With("vulnerabilityId", FlawOf(name)) }, 500);
                    }

                    site.Weigh();
                    model.Rule(mask, now);
                    break;
                case "terminate":
                    register.SetStatus(Site.Account, Machines[machine], ScanType.Package, ScanStatusReason.ResourceTerminated);
                    model.Terminate(Machines[machine], now);
                    break;
                case "expire":
                    retention.Run(() => { }, CancellationToken.None);
                    model.Expire(now);
                    break;
                default:
                    break;
            }

            Assert.Equal(model.Lines(), site.All().Select(Line).Order(StringComparer.Ordinal));
            Assert.Empty(Integrity.Check(site.Database));
        }
    }

    private static AdvisoryStore GenerationOf(int mask) => Generation(
        [Advisory("CVE-0", Source("Debian", "12", "always", "1")), .. Chosen(mask).Select(name => Advisory(FlawOf(name), Source("Debian", "12", name, "2")))]);

    private static IEnumerable<string> Chosen(int mask) => Packages.Where((_, place) => (mask & (1 << place)) != 0);

    private static string FlawOf(string package) => $"CVE-{package}";

    private static string Line(RecordedFinding finding) => Line(finding.Resource.Id, finding.Content.Subject, finding.State);

    private static string Line(string machine, string flaw, FindingState state) =>
        $"{machine} {flaw} {state.Status} {state.ClosedReason} {state.FirstObservedAt:s} {state.LastObservedAt:s} {state.UpdatedAt:s} {state.ClosedAt:s}";

    /// <summary>The specification of §8.2, said once more in the plainest way: all findings in a list, everything looked at every time.</summary>
    private sealed class Model
    {
        private readonly Dictionary<string, int> _contents = [];
        private readonly List<Entry> _findings = [];
        private int _rules;

        public int Advisories { get; set; }

        public void Scan(string machine, int mask, DateTimeOffset now)
        {
            _contents[machine] = mask;
            See(machine, now, ClosedReason.Remediated, _ => true);
        }

        public void Publish(int mask, DateTimeOffset now)
        {
            var changed = Advisories ^ mask;
            Advisories = mask;
            foreach (var machine in _contents.Keys.Where(machine => (_contents[machine] & changed) != 0).ToList())
            {
                See(machine, now, ClosedReason.AdvisoryChanged, place => (changed & (1 << place)) != 0);
                foreach (var living in Living(machine).Where(living => living.Status == FindingStatus.Active))
                {
                    living.Last = now;
                }
            }
        }

        public void Rule(int mask, DateTimeOffset now)
        {
            _rules = mask;
            foreach (var finding in _findings.Where(finding => finding.Status != FindingStatus.Closed))
            {
                var status = IsSuppressed(finding.Flaw) ? FindingStatus.Suppressed : FindingStatus.Active;
                if (finding.Status != status)
                {
                    finding.Last = status == FindingStatus.Active ? finding.Scanned : finding.Last;
                    (finding.Status, finding.Updated) = (status, now);
                }
            }
        }

        public void Terminate(string machine, DateTimeOffset now)
        {
            _contents.Remove(machine);
            Close(Living(machine), ClosedReason.ResourceDeleted, now);
        }

        public void Expire(DateTimeOffset now) =>
            _findings.RemoveAll(finding => finding.Closed + TimeSpan.FromDays(finding.Reason == ClosedReason.ResourceDeleted ? 3 : 30) < now);

        public IEnumerable<string> Lines() => _findings
            .Select(finding => LifeCycleTests.Line(finding.Machine, finding.Flaw, new FindingState(finding.Status, finding.First, finding.Last, finding.Updated)
            {
                ClosedReason = finding.Reason,
                ClosedAt = finding.Closed,
            }))
            .Order(StringComparer.Ordinal);

        private void See(string machine, DateTimeOffset now, ClosedReason reason, Func<int, bool> concerns)
        {
            for (var place = 0; place < Packages.Length; place++)
            {
                var flaw = FlawOf(Packages[place]);
                if (!concerns(place))
                {
                    continue;
                }

                if ((_contents[machine] & Advisories & (1 << place)) == 0)
                {
                    Close(Living(machine).Where(finding => finding.Flaw == flaw), reason, now);
                    continue;
                }

                var known = Living(machine).SingleOrDefault(finding => finding.Flaw == flaw)
                    ?? _findings.LastOrDefault(finding => finding.Machine == machine && finding.Flaw == flaw && now - finding.Closed <= TimeSpan.FromDays(7));
                if (known is null)
                {
                    known = new Entry { Machine = machine, Flaw = flaw, First = now, Status = FindingStatus.Closed };
                    _findings.Add(known);
                }

                if (known.Status == FindingStatus.Closed)
                {
                    (known.Status, known.Updated, known.Last) = (IsSuppressed(flaw) ? FindingStatus.Suppressed : FindingStatus.Active, now, now);
                    (known.Reason, known.Closed) = (ClosedReason.None, null);
                }

                known.Last = known.Status == FindingStatus.Active ? now : known.Last;
            }

            foreach (var living in Living(machine))
            {
                living.Scanned = now;
            }
        }

        private static void Close(IEnumerable<Entry> findings, ClosedReason reason, DateTimeOffset now)
        {
            foreach (var finding in findings.ToList())
            {
                (finding.Status, finding.Reason, finding.Closed, finding.Updated) = (FindingStatus.Closed, reason, now, now);
            }
        }

        private IEnumerable<Entry> Living(string machine) => _findings.Where(finding => finding.Machine == machine && finding.Status != FindingStatus.Closed);

        private bool IsSuppressed(string flaw) => Chosen(_rules).Any(name => FlawOf(name) == flaw);

        private sealed class Entry
        {
            public required string Machine { get; init; }

            public required string Flaw { get; init; }

            public required DateTimeOffset First { get; init; }

            public DateTimeOffset Last { get; set; }

            public DateTimeOffset Updated { get; set; }

            public DateTimeOffset Scanned { get; set; }

            public DateTimeOffset? Closed { get; set; }

            public FindingStatus Status { get; set; }

            public ClosedReason Reason { get; set; }
        }
    }
}
