using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Vigil.Reachability;
using Vigil.Reachability.Snapshots;
using Vigil.Tests.Reachability.Simulation;

namespace Vigil.Tests.Reachability;

public sealed class ChangeTests
{
    /// <summary>Each change holds one to three components of any kinds of another network, or takes some away; three changes follow each other.</summary>
    [Fact]
    public void After_any_changes_the_answer_is_that_of_a_new_analysis()
    {
        var bytes = ArbMap.Default.ArbFor<byte[]>();
        var choices = Arb.From(Gen.Choose(0, 255).Select(number => (byte)number).ArrayOf(220), bytes.Shrinker);

        Prop.ForAll(choices, choices, (first, second) =>
        {
            var (now, other, decisions) = (new RandomNetwork(first).Snapshot, new RandomNetwork(second).Snapshot, new Choices([.. second.Reverse()]));
            var options = SimulationTests.OptionsFor(first);
            var analysis = new ReachabilityAnalysis(now, options);
            for (var i = 0; i < 3; i++)
            {
                var (change, before) = (RandomChange.Of(now, other, decisions), now);

                var delta = analysis.Apply(change);

                now = SnapshotMerge.Of(now, change);
                var afresh = new ReachabilityAnalysis(now, options);
                Assert.True(Lines(afresh.Exposures) == Lines(analysis.Exposures), $"{RandomChange.Text(change)}\nanew:\n{Lines(afresh.Exposures)}\nchanged:\n{Lines(analysis.Exposures)}\n{NetworkText.Of(before)}");
                Assert.Equal(afresh.Diagnostics.AsEnumerable(), analysis.Diagnostics);
                var whole = ExposureDelta.Of(new ReachabilityAnalysis(before, options).Exposures, afresh.Exposures);
                Assert.Equal((Lines(whole.Opened), Lines(whole.Closed)), (Lines(delta.Opened), Lines(delta.Closed)));
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(SimulationTests.Networks));
    }

    [Fact]
    public void A_component_that_is_taken_away_closes_what_needs_it()
    {
        var analysis = new ReachabilityAnalysis(Read("web", ""));

        var delta = analysis.Apply(Snapshot.Read(("change", """{"Remove":["igw-1"]}"""u8.ToArray())));

        Assert.Equal(("i-1", 0), (Assert.Single(delta.Closed).InstanceId, delta.Opened.Length));
        Assert.Empty(analysis.Exposures);
    }

    [Fact]
    public void Other_clients_of_a_port_are_a_change()
    {
        var (before, after) = (new ReachabilityAnalysis(Read("web", "")), new ReachabilityAnalysis(Read("web", """SecurityGroups/0/IpPermissions/0/IpRanges/0/CidrIp="8.8.8.0/24" """.Trim())));

        var delta = ExposureDelta.Of(before.Exposures, after.Exposures);

        Assert.Equal(["8.8.8.0/24"], Assert.Single(delta.Opened).Clients);
        Assert.Equal(["0.0.0.0/0"], Assert.Single(delta.Closed).Clients);
    }

    internal static Snapshot Read(string network, string changes) =>
        Snapshot.Read((network, Encoding.UTF8.GetBytes(RuleTests.Changed(network, changes).Snapshot.ToJsonString())));

    private static string Lines(IEnumerable<Exposure> exposures) =>
        string.Join('\n', exposures.Select(one => $"{one} {string.Join('>', one.Path)} {string.Join(' ', one.Clients)}").Order(StringComparer.Ordinal));
}
