using System.Diagnostics;
using System.Globalization;
using System.Text;
using FsCheck.Xunit;
using Vigil.Domain.Diagnostics;
using Vigil.Reachability;
using Vigil.Reachability.Snapshots;

namespace Vigil.Tests.Reachability;

public sealed class HostileSnapshotTests
{
    public static TheoryData<string, string, int> Broken => new()
    {
        { "", "snapshot", 1500 },
        { "[]", "snapshot", 1500 },
        { "{}", "snapshot", 1500 },
        { """{"Vpcs":[{"VpcId":"vpc-1"}""", "snapshot", 1500 },
        { """{"Vpcs":{"VpcId":"vpc-1"}}""", "Vpcs", 1501 },
        { """{"Vpcs":[7]}""", "Vpcs[0]", 1501 },
        { """{"Vpcs":[{"VpcId":"vpc-1","CidrBlock":"10.0.0.0/99"}]}""", "Vpcs[0]", 1501 },
        { """{"Listeners":[{"ListenerArn":"l","Port":70000}]}""", "Listeners[0]", 1501 },
        { """{"NetworkAcls":[{"NetworkAclId":"a","Entries":[{"Protocol":"6","CidrBlock":"0.0.0.0/0"}]}]}""", "NetworkAcls[0]", 1501 },
        { """{"Subnets":[{"VpcId":"vpc-1"}]}""", "Subnet", 1501 },
        { """{"Subnets":[{"SubnetId":"s"},{"SubnetId":"s"}]}""", "s", 1503 },
    };

    [Theory]
    [MemberData(nameof(Broken))]
    public void What_cannot_be_used_is_named(string json, string subject, int code) =>
        Assert.Contains((subject, code), Diagnostics(json).Select(diagnostic => (diagnostic.Subject, diagnostic.Code.Number)));

    [Fact]
    public void A_component_that_cannot_be_read_leaves_the_others() =>
        Assert.Single(new ReachabilityAnalysis(ChangeTests.Read("web", """SecurityGroups/+={"GroupId":"sg-9","IpPermissions":[{"IpProtocol":"tcp","IpRanges":[{"CidrIp":"nonsense"}]}]}""")).Exposures);

    [Theory]
    [InlineData("NetworkInterfaces/0/Groups/0/GroupId=\"sg-gone\"", "sg-gone")]
    [InlineData("NetworkInterfaces/0/SubnetId=\"subnet-gone\"", "subnet-gone")]
    [InlineData("RouteTables/0/Routes/1/GatewayId=\"igw-gone\"", "igw-gone")]
    [InlineData("Reservations=[]", "i-1")]
    [InlineData("RouteTables/0/Routes/+={\"DestinationPrefixListId\":\"pl-gone\",\"GatewayId\":\"igw-1\",\"State\":\"active\"}", "pl-gone")]
    [InlineData("RouteTables/0/Routes/+={\"DestinationCidrBlock\":\"10.9.0.0/16\",\"VpcPeeringConnectionId\":\"pcx-gone\",\"State\":\"active\"}", "pcx-gone")]
    public void What_dangles_is_named(string changes, string subject) =>
        Assert.Contains((1510, subject), new ReachabilityAnalysis(ChangeTests.Read("web", changes)).Diagnostics.Select(diagnostic => (diagnostic.Code.Number, diagnostic.Subject)));

    [Fact]
    public void What_no_rule_covers_is_named() =>
        Assert.Contains(new ReachabilityAnalysis(ChangeTests.Read("web", """RouteTables/0/Routes/+={"DestinationCidrBlock":"9.0.0.0/8","LocalGatewayId":"lgw-1","State":"active"}""")).Diagnostics,
            diagnostic => diagnostic.Code == ReachabilityCodes.NotModelled && diagnostic.Subject == "lgw-1");

    [Fact]
    public void Load_balancers_that_forward_in_a_circle_come_to_an_end()
    {
        var circle = """TargetGroups/0/TargetType="alb" ; TargetHealth/0/TargetHealthDescriptions/0/Target/Id="lb/loadbalancer/app/front/1" """.Trim();

        Assert.Empty(new ReachabilityAnalysis(ChangeTests.Read("alb", circle)).Exposures);
    }

    [Fact]
    public void Networks_with_the_same_addresses_are_told_apart()
    {
        var twice = """Vpcs/+={"VpcId":"vpc-2","CidrBlock":"10.0.0.0/16"} ; Subnets/+={"SubnetId":"subnet-2","VpcId":"vpc-2","CidrBlock":"10.0.1.0/24"} ; RouteTables/+={"RouteTableId":"rtb-2","VpcId":"vpc-2","Associations":[{"Main":true}],"Routes":[]} ; NetworkAcls/+={"NetworkAclId":"acl-2","VpcId":"vpc-2","IsDefault":true,"Entries":[]} ; Reservations/+={"Instances":[{"InstanceId":"i-2","State":{"Name":"running"}}]} ; NetworkInterfaces/+={"NetworkInterfaceId":"eni-2","VpcId":"vpc-2","SubnetId":"subnet-2","PrivateIpAddresses":[{"PrivateIpAddress":"10.0.1.5","Association":{"PublicIp":"198.51.100.9"}}],"Groups":[{"GroupId":"sg-1"}],"Attachment":{"InstanceId":"i-2","DeviceIndex":0,"Status":"attached"}}""";

        var analysis = new ReachabilityAnalysis(ChangeTests.Read("web", twice));

        Assert.Equal("i-1", Assert.Single(analysis.Exposures).InstanceId);
        Assert.DoesNotContain(analysis.Diagnostics, diagnostic => diagnostic.Code == ReachabilityCodes.Overlap);
    }

    [Theory]
    [InlineData("10.0.0.0/16", "")]
    [InlineData("10.0.0.0/15", "10.1.0.0/16")]
    public void Of_peers_with_the_same_addresses_only_the_others_are_clients(string blockThere, string clients)
    {
        var analysis = new ReachabilityAnalysis(ChangeTests.Read("peer",
            $$"""VpcPeeringConnections/0/AccepterVpcInfo/CidrBlock="{{blockThere}}" ; VpcPeeringConnections/0/AccepterVpcInfo/CidrBlockSet=[{"CidrBlock":"{{blockThere}}"}] ; RouteTables/0/Routes/1/DestinationCidrBlock="10.0.0.0/8" """.Trim()));

        Assert.Equal(clients, string.Join(' ', analysis.Exposures.SelectMany(one => one.Clients)));
        Assert.Contains(("pcx-1", ReachabilityCodes.Overlap), analysis.Diagnostics.Select(diagnostic => (diagnostic.Subject, diagnostic.Code)));
    }

    [Fact]
    public void An_interface_counts_to_the_subnet_that_it_names_though_another_has_its_address()
    {
        var analysis = new ReachabilityAnalysis(ChangeTests.Read("web", """Subnets/+={"SubnetId":"subnet-0","VpcId":"vpc-1","CidrBlock":"10.0.0.0/16"}"""));

        Assert.Equal("i-1", Assert.Single(analysis.Exposures).InstanceId);
        Assert.Contains(analysis.Diagnostics, diagnostic => diagnostic.Code == ReachabilityCodes.Overlap && diagnostic.Message.Contains("subnet-0", StringComparison.Ordinal));
    }

    [Fact]
    public void Groups_that_name_each_other_in_a_circle_come_to_an_end()
    {
        const string Naming = """[{"IpProtocol":"tcp","FromPort":5432,"ToPort":5432,"UserIdGroupPairs":[{"GroupId":"sg-1","UserId":"111122223333"},{"GroupId":"sg-2","UserId":"111122223333","VpcId":"vpc-2","VpcPeeringConnectionId":"pcx-1"}]}]""";
        var analysis = new ReachabilityAnalysis(ChangeTests.Read("peer", $"SecurityGroups/0/IpPermissions={Naming} ; SecurityGroups/1/IpPermissions={Naming}"));

        Assert.Equal(["10.2.1.5/32"], Assert.Single(analysis.Exposures).Clients);
        Assert.Empty(analysis.Apply(ChangeTests.Read("peer", $"SecurityGroups/0/IpPermissions={Naming} ; SecurityGroups/1/IpPermissions={Naming}")).Opened);
    }

    [Fact]
    public void A_group_of_ten_thousand_rules_is_read_in_time()
    {
        var rules = string.Join(',', Enumerable.Range(0, 10_000).Select(number => string.Create(CultureInfo.InvariantCulture,
            $$"""{"IpProtocol":"tcp","FromPort":{{number * 2}},"ToPort":{{number * 2}},"IpRanges":[{"CidrIp":"{{(number % 2 == 0 ? "0.0.0.0/0" : $"{8 + (number % 90)}.{number / 256}.{number % 256}.0/24")}}"}]}""")));
        var watch = Stopwatch.StartNew();

        var exposures = new ReachabilityAnalysis(ChangeTests.Read("web", $"SecurityGroups/0/IpPermissions=[{rules}]")).Exposures;

        Assert.Equal(10_000, exposures.Count());
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(20), watch.Elapsed.ToString());
    }

    /// <summary>A million of them, and natively: <c>bench/interfaces.py</c>, docs/performance.md.</summary>
    [Fact]
    public void Interfaces_without_number_that_hang_on_one_instance_and_name_what_is_not_there_are_bounded()
    {
        const int Many = 50_000;
        var interfaces = string.Join(',', Enumerable.Range(0, Many).Select(number => string.Create(CultureInfo.InvariantCulture,
            $$$"""{"NetworkInterfaceId":"eni-{{{number + 10}}}","VpcId":"vpc-1","SubnetId":"{{{(number % 2 == 0 ? "subnet-1" : $"subnet-gone-{number}")}}}","PrivateIpAddresses":[{"PrivateIpAddress":"10.0.1.5","Association":{"PublicIp":"198.51.100.1"}}],"Groups":[{"GroupId":"sg-1"},{"GroupId":"sg-{{{number + 10}}}"}],"Attachment":{"InstanceId":"i-1","DeviceIndex":{{{number}}},"Status":"attached"}}""")));
        var watch = Stopwatch.StartNew();

        var analysis = new ReachabilityAnalysis(ChangeTests.Read("web", $"NetworkInterfaces=[{interfaces}]"));

        Assert.Equal(Many / 2, analysis.Exposures.Count());
        Assert.InRange(analysis.Diagnostics.Length, 1, 500);
        Assert.Contains(analysis.Diagnostics, diagnostic => diagnostic.Code == ReachabilityCodes.Missing && diagnostic.Message.StartsWith("and ", StringComparison.Ordinal));
        Assert.Single(analysis.Apply(Snapshot.Read(("change", """{"Remove":["eni-10"]}"""u8.ToArray()))).Closed);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(20), watch.Elapsed.ToString());
    }

    [Fact]
    public void Of_an_access_list_beyond_its_bound_the_rest_denies()
    {
        var entries = string.Join(',', Enumerable.Range(0, SnapshotLimits.MaxAclEntries + 10).Select(number => string.Create(CultureInfo.InvariantCulture,
            $$"""{"RuleNumber":{{number + 1}},"Egress":false,"Protocol":"6","RuleAction":"allow","CidrBlock":"0.0.0.0/0","PortRange":{"From":{{number}},"To":{{number}} } }""")));

        var analysis = new ReachabilityAnalysis(ChangeTests.Read("web", $"NetworkAcls/0/Entries=[{entries},{{\"RuleNumber\":1,\"Egress\":true,\"Protocol\":\"-1\",\"RuleAction\":\"allow\",\"CidrBlock\":\"0.0.0.0/0\"}}] ; SecurityGroups/0/IpPermissions/0/FromPort=0 ; SecurityGroups/0/IpPermissions/0/ToPort=65535"));

        Assert.Equal(SnapshotLimits.MaxAclEntries - 1, Assert.Single(analysis.Exposures).PortTo);
        Assert.Contains(analysis.Diagnostics, diagnostic => diagnostic.Code == ReachabilityCodes.LimitReached && diagnostic.Subject == "acl-1");
    }

    [Property]
    public bool No_bytes_make_it_fall(byte[] bytes) => Diagnostics(Encoding.UTF8.GetString(bytes)).Length >= 0;

    [Property]
    public bool No_cut_makes_it_fall(ushort at)
    {
        var whole = File.ReadAllText(RuleTests.DataPath("transit.json"));
        return Diagnostics(whole[..(at % whole.Length)]).Length > 0;
    }

    [Property]
    public bool No_changed_character_makes_it_fall(ushort at, byte with)
    {
        var whole = File.ReadAllText(RuleTests.DataPath("alb.json")).ToCharArray();
        whole[at % whole.Length] = (char)with;
        return Diagnostics(new string(whole)).Length >= 0;
    }

    private static Diagnostic[] Diagnostics(string json) =>
        [.. new ReachabilityAnalysis(Snapshot.Read(("snapshot", Encoding.UTF8.GetBytes(json)))).Diagnostics];
}
