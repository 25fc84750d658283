using System.Globalization;
using Vigil.Domain.Findings;
using Vigil.Reachability;

namespace Vigil.Tests.Reachability;

/// <summary>The rules of what a result is, each with its near miss; and that no rule is without a test.</summary>
public sealed class ResultRuleTests
{
    private const int LastRule = 98;

    [Fact]
    public void R93_two_groups_that_open_a_port_are_two_rows_and_one_group_twice_is_one()
    {
        const string second = """SecurityGroups/+={"GroupId":"sg-2","VpcId":"vpc-1","IpPermissions":[{"IpProtocol":"tcp","FromPort":443,"ToPort":443,"IpRanges":[{"CidrIp":"0.0.0.0/0"}]}]}""";

        var two = new ReachabilityAnalysis(ChangeTests.Read("web", $$"""{{second}} ; NetworkInterfaces/0/Groups=[{"GroupId":"sg-1"},{"GroupId":"sg-2"}]""")).Exposures;
        var twice = new ReachabilityAnalysis(ChangeTests.Read("web", """NetworkInterfaces/0/Groups=[{"GroupId":"sg-1"},{"GroupId":"sg-1"}]""")).Exposures;

        Assert.Equal(["sg-1", "sg-2"], two.Select(one => one.GroupId).Order(StringComparer.Ordinal));
        Assert.Single(twice);
    }

    [Theory]
    [InlineData(20, 25, FindingSeverity.High)]
    [InlineData(22, 22, FindingSeverity.Medium)]
    [InlineData(24, 25, FindingSeverity.Informational)]
    public void R95_a_range_has_the_severity_of_its_gravest_service(int from, int to, FindingSeverity severity)
    {
        var snapshot = ChangeTests.Read("web", $"SecurityGroups/0/IpPermissions/0/FromPort={from} ; SecurityGroups/0/IpPermissions/0/ToPort={to}");

        Assert.Equal(severity, NetworkFinding.Of(Assert.Single(new ReachabilityAnalysis(snapshot).Exposures)).Severity);
    }

    [Theory]
    [InlineData("web", "InternetGateway NetworkAcl SecurityGroup NetworkInterface Instance")]
    [InlineData("peer", "VPCPeeringConnection NetworkAcl SecurityGroup NetworkInterface Instance")]
    [InlineData("alb", "InternetGateway NetworkAcl SecurityGroup LoadBalancer TargetGroup NetworkAcl NetworkAcl SecurityGroup NetworkInterface Instance")]
    public void R96_steps_come_in_the_order_of_the_service(string network, string types) =>
        Assert.Equal(types, string.Join(' ', Assert.Single(new ReachabilityAnalysis(ChangeTests.Read(network, "")).Exposures).Path.Select(step => step.Type[(step.Type.LastIndexOf(':') + 1)..])));

    [Theory]
    [InlineData("SecurityGroups/0/IpPermissions=[]", 1, 0)]
    [InlineData("SecurityGroups=[]", 0, 1)]
    [InlineData("NetworkAcls=[]", 0, 1)]
    [InlineData("", 0, 0)]
    public void R98_only_a_complete_snapshot_closes(string changes, int closed, int unconfirmed)
    {
        var delta = ExposureDelta.Between(new(ChangeTests.Read("web", "")), new(ChangeTests.Read("web", changes)));

        Assert.Equal((0, closed, unconfirmed), (delta.Opened.Length, delta.Closed.Length, delta.Unconfirmed.Length));
    }

    [Fact]
    public void Every_rule_has_a_test()
    {
        var tested = File.ReadLines(RuleTests.DataPath("rules.tsv")).Skip(1).Select(line => line.Split('\t')[0])
            .Concat(typeof(ResultRuleTests).GetMethods().Select(method => method.Name.Split('_')[0]));

        Assert.Empty(Enumerable.Range(1, LastRule).Select(number => string.Create(CultureInfo.InvariantCulture, $"R{number}")).Except(tested));
    }
}
