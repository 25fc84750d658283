using FsCheck.Xunit;
using Vigil.Domain.Advisories;
using Vigil.Domain.Findings;
using Vigil.Domain.Scoring;

namespace Vigil.Tests.Findings;

public sealed class FindingPriorityTests
{
    [Theory]
    [InlineData(9.8, false, 0.0, 7.5, true, 0.9)]
    [InlineData(9.8, true, 0.0, 9.8, false, 0.9)]
    [InlineData(9.8, true, 0.9, 9.8, true, 0.1)]
    public void Score_then_known_exploitation_then_probability(double score, bool isKnown, double epss, double lesserScore, bool lesserIsKnown, double lesserEpss) =>
        Assert.True(FindingPriority.Order.Compare(Finding("B", score, isKnown, epss), Finding("A", lesserScore, lesserIsKnown, lesserEpss)) < 0);

    [Fact]
    public void Then_reachability_then_what_listens_then_a_fix_then_the_id()
    {
        var listens = Finding("Y", 5, false, 0) with { ReachedSockets = [new(new("TCP", "::", 443), ReachableFrom.Peered, "10.0.0.0/8", new("TCP", 443, 443, []))] };
        var internet = Finding("D", 5, false, 0) with { Reachability = ReachableFrom.Internet };
        var notAssessed = Finding("C", 5, false, 0) with { FixAvailable = FixAvailable.Yes };
        var partial = Finding("B", 5, false, 0) with { FixAvailable = FixAvailable.Partial };
        var none = Finding("A", 5, false, 0);
        var alsoNone = Finding("Z", 5, false, 0);

        Finding[] sorted = [.. new[] { alsoNone, none, partial, listens, notAssessed, internet }.Order(FindingPriority.Order)];

        Assert.Equal([internet, listens, notAssessed, partial, none, alsoNone], sorted);
    }

    [Fact]
    public void A_finding_without_a_score_stands_where_its_severity_begins()
    {
        var word = Finding("A", null, false, 0) with { Severity = FindingSeverity.High };

        Assert.True(FindingPriority.Order.Compare(Finding("B", 7.1, false, 0), word) < 0);
        Assert.True(FindingPriority.Order.Compare(word, Finding("B", 6.9, false, 0)) < 0);
    }

    [Property]
    public bool It_is_an_order(byte a, byte b, byte c)
    {
        var (x, y, z) = (At(a), At(b), At(c));
        var order = FindingPriority.Order;
        return order.Compare(x, y) == -order.Compare(y, x) && !(order.Compare(x, y) <= 0 && order.Compare(y, z) <= 0 && order.Compare(x, z) > 0);
    }

    private static Finding At(byte seed) => Finding($"{seed % 2}", seed % 3, seed % 5 == 0, seed % 4 / 4.0) with { FixAvailable = (FixAvailable)(seed % 3) };

    private static Finding Finding(string id, double? score, bool isKnown, double epss) => new()
    {
        VulnerabilityId = id,
        Severity = FindingSeverity.Medium,
        FixAvailable = FixAvailable.No,
        Packages = [],
        Score = score,
        Exploitation = new ExploitKnowledge
        {
            Known = isKnown ? new KnownExploitation(id, default, null, "", InRansomware: false) : null,
            Probability = new ExploitProbability(id, (float)epss, 0),
        },
    };
}
