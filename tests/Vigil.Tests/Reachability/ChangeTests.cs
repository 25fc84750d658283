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

    [Theory]
    [InlineData("""{"Instances":[{"InstanceId":"i-1","State":{"Name":"stopped"}}]}""")]
    [InlineData("""{"NetworkInterfaces":[{"NetworkInterfaceId":"eni-1","VpcId":"vpc-1","SubnetId":"subnet-p","PrivateIpAddresses":[{"PrivateIpAddress":"10.0.9.6"}],"Groups":[{"GroupId":"sg-1"}],"Attachment":{"InstanceId":"i-1","DeviceIndex":0,"Status":"attached"}}]}""")]
    [InlineData("""{"Remove":["eni-1"]}""")]
    public void An_address_as_target_rests_on_the_instance_and_the_interface_that_hold_it(string change)
    {
        var analysis = new ReachabilityAnalysis(Read("nlb", """TargetGroups/0/TargetType="ip" ; TargetHealth/0/TargetHealthDescriptions/0/Target/Id="10.0.9.5" """.Trim()));

        var delta = analysis.Apply(Snapshot.Read(("change", Encoding.UTF8.GetBytes(change))));

        Assert.Equal("i-1", Assert.Single(delta.Closed).InstanceId);
        Assert.Empty(analysis.Exposures);
    }

    [Fact]
    public void Changes_without_number_leave_one_configuration()
    {
        var analysis = new ReachabilityAnalysis(Read("web", ""));
        foreach (var number in Enumerable.Range(0, 2_500))
        {
            analysis.Apply(Snapshot.Read(("change", Encoding.UTF8.GetBytes($$"""{"Addresses":[{"PublicIp":"198.51.100.{{number % 9}}","NetworkInterfaceId":"eni-{{number}}"}],"Remove":["pcx-{{number}}"]}"""))));
        }

        Assert.Equal(Lines(new ReachabilityAnalysis(Read("web", "")).Exposures), Lines(analysis.Exposures));
        Assert.Empty(analysis.Diagnostics);
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
