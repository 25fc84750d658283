using System.Collections.Immutable;
using System.Text;
using Vigil.Reachability.Packets;
using Vigil.Reachability.Snapshots;
using PortSet = Vigil.Reachability.Packets.IntervalSet<ushort>;

namespace Vigil.Tests.Reachability.Simulation;

/// <summary>A small network made by decisions: two networks, four subnets, every kind of component that the rules speak of.</summary>
internal sealed class RandomNetwork
{
    private static readonly string[] Blocks =
    [
        "0.0.0.0/0", "8.0.0.0/8", "8.8.0.0/16", "10.0.0.0/8", "10.0.0.0/24", "10.0.0.0/26", "10.0.0.64/26", "10.0.0.70/32", "10.1.0.0/24", "10.1.0.0/25",
        "192.168.0.0/16", "::/0", "2600:a::/56", "2600:b::/56", "2600:c::/32",
    ];

    private static readonly (int From, int To)[] Ports = [(22, 22), (80, 80), (0, 65535), (80, 443), (443, 8080), (1024, 65535), (1024, 8080), (60000, 65535)];
    private static readonly string[] OwnGroups = ["sg-1", "sg-2", "sg-3"];
    private static readonly string[] GroupIds = ["sg-1", "sg-2", "sg-3", "sg-b"];
    private readonly Choices _choices;

    public RandomNetwork(byte[] bytes)
    {
        _choices = new(bytes);
        Snapshot = new();
        AddPlaces();
        AddGateways();
        AddTransit();
        AddFilters();
        AddInstances();
        AddTables();
        AddBalancer();
    }

    public Snapshot Snapshot { get; }

    /// <summary>Addresses at and beside the borders of all blocks, and those of all interfaces: between two of them nothing changes.</summary>
    public static UInt128[] AddressesOf(Snapshot snapshot) =>
    [
        .. Blocks.Concat(["2000::/3", "127.0.0.0/8", "224.0.0.0/3", "172.16.0.0/12"]).Select(Block)
            .Concat(snapshot.Subnets.SelectMany(subnet => subnet.Blocks))
            .SelectMany(block => new[] { block.First, block.Last, block.First - 1, block.Last + 1 })
            .Concat(snapshot.Interfaces.SelectMany(one => one.Addresses).Select(address => address.Block.First))
            .Where(address => address >= Block("0.0.0.0/0").First).Distinct(),
    ];

    /// <summary>Ports at and beside the borders of all ranges.</summary>
    public static ushort[] AllPorts { get; } =
        [.. Ports.SelectMany(range => new[] { range.From - 1, range.From, range.To, range.To + 1 }).Append(9000).Where(port => port is >= 0 and <= 65535).Distinct().Select(port => (ushort)port)];

    private static Prefix Block(string text) => Prefix.TryParse(Encoding.ASCII.GetBytes(text), out var prefix) ? prefix : throw new FormatException(text);

    private void AddPlaces()
    {
        Snapshot.Vpcs.Add(new("vpc-a") { OwnerId = "1", Blocks = [Block("10.0.0.0/24"), Block("2600:a::/56")], BlockPublicAccess = _choices.Once(12) ? "block-ingress" : "" });
        Snapshot.Vpcs.Add(new("vpc-b") { OwnerId = "1", Blocks = [Block("10.1.0.0/24"), Block("2600:b::/56")] });
        Snapshot.Subnets.Add(new("subnet-1") { VpcId = "vpc-a", Zone = "z1", Blocks = [Block("10.0.0.0/26"), Block("2600:a:0:1::/64")] });
        Snapshot.Subnets.Add(new("subnet-2") { VpcId = "vpc-a", Zone = "z2", Blocks = [Block("10.0.0.64/26"), Block("2600:a:0:2::/64")], BlockPublicAccess = _choices.Once(8) ? "off" : "" });
        Snapshot.Subnets.Add(new("subnet-3") { VpcId = "vpc-a", Zone = "z1", Blocks = [Block("10.0.0.128/26"), Block("2600:a:0:3::/64")] });
        Snapshot.Subnets.Add(new("subnet-b") { VpcId = "vpc-b", Zone = "z1", Blocks = [Block("10.1.0.0/25"), Block("2600:b:0:1::/64")] });
        Snapshot.PrefixLists.Add(new("pl-1") { Entries = [Block("8.8.0.0/16"), Block("10.1.0.0/24"), Block("192.168.0.0/16")] });
    }

    private void AddGateways()
    {
        Snapshot.InternetGateways.Add(new("igw-1") { VpcIds = _choices.Once(8) ? [] : ["vpc-a"] });
        Snapshot.VpnGateways.Add(new("vgw-1") { VpcIds = _choices.Once(2) ? ["vpc-a"] : [] });
        Snapshot.Peerings.Add(new("pcx-1")
        {
            IsActive = !_choices.Once(6),
            Requester = new("vpc-a") { OwnerId = "1", Region = "r", Blocks = [Block("10.0.0.0/24"), Block("2600:a::/56")] },
            Accepter = new("vpc-b") { OwnerId = _choices.Of("1", "2"), Region = _choices.Once(6) ? "s" : "r", Blocks = [Block("10.1.0.0/24"), Block("2600:b::/56")] },
        });
        Snapshot.Endpoints.Add(new("vpce-1") { VpcId = "vpc-a", IsFirewall = !_choices.Once(6), SubnetIds = ["subnet-3"] });
    }

    private void AddTransit()
    {
        if (!_choices.Once(3))
        {
            return;
        }

        Snapshot.TransitGateways.Add(new("tgw-1", "1", _choices.Once(2)));
        foreach (var (id, type, resource) in new[] { ("att-a", "vpc", "vpc-a"), ("att-b", "vpc", "vpc-b"), ("att-v", "vpn", "vpn-1") })
        {
            Snapshot.TransitAttachments.Add(new(id) { TransitGatewayId = "tgw-1", ResourceType = type, ResourceId = resource, IsAvailable = !_choices.Once(8), RouteTableId = _choices.Of("trt-1", "trt-2") });
        }

        Snapshot.TransitVpcAttachments.Add(new("att-a")
        {
            TransitGatewayId = "tgw-1", VpcId = "vpc-a", IsAvailable = true, ResolvesGroups = _choices.Once(2),
            SubnetIds = _choices.Of<ImmutableArray<string>>(["subnet-1", "subnet-2"], ["subnet-3", "subnet-2"], ["subnet-1"]),
        });
        Snapshot.TransitVpcAttachments.Add(new("att-b") { TransitGatewayId = "tgw-1", VpcId = "vpc-b", IsAvailable = true, ResolvesGroups = _choices.Once(2), SubnetIds = ["subnet-b"] });
        foreach (var table in new[] { "trt-1", "trt-2" })
        {
            Snapshot.TransitRouteTables.Add(new(table,
            [
                new() { Destination = Block("10.0.0.0/24"), Targets = ["att-a"], IsPropagated = true },
                .. _choices.Some(3, () => new Route
                {
                    Destination = Block(_choices.Of(Blocks)), Targets = [_choices.Of("att-v", "att-b", "att-a")], IsPropagated = _choices.Once(2), IsBlackhole = _choices.Once(8),
                }),
            ]));
        }
    }

    private void AddFilters()
    {
        foreach (var id in new[] { "acl-1", "acl-2", "acl-b" })
        {
            var entries = _choices.Some(4, AclEntry).Append(new(1000, false, true, Transports.Both, PortSet.All, Block(_choices.Of("0.0.0.0/0", "::/0"))))
                .Append(new(1000, true, true, Transports.Both, PortSet.All, Block("0.0.0.0/0"))).Append(new(1001, true, true, Transports.Both, PortSet.All, Block("::/0")));
            Snapshot.NetworkAcls.Add(new(id)
            {
                VpcId = id == "acl-b" ? "vpc-b" : "vpc-a", IsDefault = id != "acl-2", Entries = [.. entries.Skip(_choices.Once(8) ? 1 : 0)],
                SubnetIds = id == "acl-2" ? _choices.Of<ImmutableArray<string>>(["subnet-2"], ["subnet-1"], ["subnet-2", "subnet-3"], []) : [],
            });
        }

        foreach (var id in GroupIds)
        {
            Snapshot.SecurityGroups.Add(new(id)
            {
                VpcId = id == "sg-b" ? "vpc-b" : "vpc-a", OwnerId = "1", Ingress =
                [
                    Permission(), .. _choices.Some(3, Permission),
                    .. _choices.Once(3) ? [new Permission(Transports.Both, PortSet.Of(80, 8080)) { Blocks = [Block("0.0.0.0/0"), Block("::/0")] }] : Array.Empty<Permission>(),
                ],
                Egress = _choices.Once(3) ? [.. _choices.Some(2, Permission)] : [new(Transports.Both, PortSet.All) { Blocks = [Block("0.0.0.0/0"), Block("::/0")] }],
            });
        }
    }

    private AclEntry AclEntry()
    {
        var (from, to) = _choices.Of(Ports);
        return new(_choices.Below(90) + 1, _choices.Once(2), _choices.Once(2), _choices.Of(Transports.Both, Transports.Tcp, Transports.Udp),
            PortSet.Of((ushort)from, (ushort)to), Block(_choices.Of(Blocks)));
    }

    private Permission Permission()
    {
        var (from, to) = _choices.Of(Ports);
        var permission = new Permission(_choices.Of(Transports.Tcp, Transports.Both, Transports.Udp), PortSet.Of((ushort)from, (ushort)to));
        return _choices.Below(5) switch
        {
            3 => permission with { PrefixListIds = ["pl-1"] },
            4 => permission with { Groups = [new(_choices.Of("sg-1", "sg-2", "sg-3", "sg-b", "sg-foreign"), _choices.Of("1", "2"), "", _choices.Of("", "pcx-1"), _choices.Once(6) ? "deleted" : "")] },
            _ => permission with { Blocks = [.. new[] { Block(_choices.Of(Blocks)) }.Concat(_choices.Some(1, () => Block(_choices.Of(Blocks))))] },
        };
    }

    private void AddInstances()
    {
        foreach (var (number, subnet, net) in new[] { (1, "subnet-1", "1"), (2, "subnet-2", "2"), (3, "subnet-b", "b") })
        {
            Snapshot.Instances.Add(new($"i-{number}", _choices.Once(10) ? "stopped" : "running"));
            var (ipv4, ipv6) = net == "b" ? ("10.1.0.5", "2600:b:0:1::5") : ($"10.0.0.{(net == "1" ? 5 : 70)}", $"2600:a:0:{net}::5");
            Snapshot.Interfaces.Add(new($"eni-{number}")
            {
                VpcId = net == "b" ? "vpc-b" : "vpc-a", SubnetId = subnet, InstanceId = $"i-{number}", IsAttached = true,
                GroupIds = net == "b" ? ["sg-b"] : [.. new[] { _choices.Of(OwnGroups), _choices.Of(OwnGroups) }.Distinct()],
                Addresses = [new(Block(ipv4), _choices.Once(4) ? "" : $"3.0.0.{number}"), .. _choices.Once(2) ? [new(Block(ipv6), "")] : Array.Empty<InterfaceAddress>()],
            });
        }

        Snapshot.Interfaces.Add(new("eni-m") { VpcId = "vpc-a", SubnetId = "subnet-3", ChecksDestination = _choices.Once(4), Addresses = [new(Block("10.0.0.130"), "")] });
    }

    private void AddTables()
    {
        foreach (var (id, vpc) in new[] { ("rtb-1", "vpc-a"), ("rtb-2", "vpc-a"), ("rtb-3", "vpc-a"), ("rtb-b", "vpc-b") })
        {
            Snapshot.RouteTables.Add(new(id)
            {
                VpcId = vpc, IsMain = id is "rtb-1" or "rtb-b",
                SubnetIds = id == "rtb-2" ? _choices.Of<ImmutableArray<string>>(["subnet-2"], [], ["subnet-1", "subnet-2"]) : id == "rtb-3" ? ["subnet-3"] : [],
                Routes =
                [
                    Local(vpc == "vpc-a" ? "10.0.0.0/24" : "10.1.0.0/24"), Local(vpc == "vpc-a" ? "2600:a::/56" : "2600:b::/56"),
                    new() { Destination = Block("0.0.0.0/0"), Targets = [Target()] }, .. _choices.Some(4, Route),
                ],
            });
        }

        if (_choices.Once(4))
        {
            Snapshot.RouteTables.Add(new("rtb-edge")
            {
                VpcId = "vpc-a", GatewayIds = _choices.Of<ImmutableArray<string>>(["igw-1"], ["vgw-1"], ["igw-1", "vgw-1"]),
                Routes = [Local("10.0.0.0/24"), Local("2600:a::/56"), new() { Destination = Block(_choices.Of("10.0.0.0/26", "10.0.0.64/26", "2600:a:0:1::/64")), Targets = [_choices.Of("vpce-1", "eni-m")] }],
            });
        }
    }

    private static Route Local(string block) => new() { Destination = Block(block), Targets = ["local"] };

    private string Target() => _choices.Of("igw-1", "pcx-1", "vgw-1", "tgw-1", "vpce-1", "nat-1", "eni-m");

    private Route Route()
    {
        var isOfList = _choices.Once(5);
        return new()
        {
            Destination = isOfList ? null : Block(_choices.Of(Blocks)), PrefixListId = isOfList ? "pl-1" : "", Targets = [Target()],
            IsBlackhole = _choices.Once(8), IsPropagated = _choices.Once(4),
        };
    }

    private void AddBalancer()
    {
        if (_choices.Below(2) == 0)
        {
            return;
        }

        var kind = _choices.Of(BalancerKind.Network, BalancerKind.Application, BalancerKind.Classic);
        ImmutableArray<string> groups = kind == BalancerKind.Network && _choices.Once(2) ? [] : [_choices.Of(OwnGroups)];
        var subnets = _choices.Of<ImmutableArray<string>>(["subnet-1"], ["subnet-1", "subnet-2"], ["subnet-3"]);
        // of a node whose address is not known the whole subnet is meant: only where no route tells its addresses apart
        var isKnown = Snapshot.TransitGateways.Count > 0 || Snapshot.RouteTables.Exists(table => !table.GatewayIds.IsEmpty) || _choices.Once(2);
        AddBalancer("lb-1", kind, groups, subnets, isKnown, 10);
        AddTargets("tg-1", "lb-1", 80);
        if (kind == BalancerKind.Network && _choices.Once(3))
        {
            AddBalancer("lb-2", BalancerKind.Application, [_choices.Of(OwnGroups)], _choices.Of<ImmutableArray<string>>(["subnet-1", "subnet-2"], ["subnet-3"]), isKnown, 20);
            AddTargets("tg-2", "lb-2", 443);
            Snapshot.TargetGroups.Add(new("tg-alb") { VpcId = "vpc-a", TargetType = "alb", Protocol = "TCP", Port = 443 });
            Snapshot.TargetHealth.Add(new("tg-alb", [new("lb-2", 443, "healthy")]));
            Snapshot.Listeners.Add(new("l-alb") { BalancerId = "lb-1", Port = 443, Transports = Transports.Tcp, TargetGroupIds = ["tg-alb"] });
        }
    }

    private void AddBalancer(string id, BalancerKind kind, ImmutableArray<string> groups, ImmutableArray<string> subnets, bool isKnown, int host)
    {
        Snapshot.Balancers.Add(new(id)
        {
            Kind = kind, IsActive = true, IsInternetFacing = !_choices.Once(4), IpAddressType = kind == BalancerKind.Classic ? "ipv4" : _choices.Of("ipv4", "dualstack", "dualstack-without-public-ipv4"),
            SubnetIds = subnets, GroupIds = groups, InterfaceDescription = $"ELB {id}", ClassicCrossZone = _choices.Once(2),
            ClassicInstanceIds = kind == BalancerKind.Classic ? ["i-1", "i-2"] : [], ClassicListeners = kind == BalancerKind.Classic ? [new(80, 8080)] : [],
        });
        foreach (var subnet in isKnown ? subnets : [])
        {
            var number = subnet[^1] - '0';
            Snapshot.Interfaces.Add(new($"eni-{id}-{subnet}")
            {
                VpcId = "vpc-a", SubnetId = subnet, Description = $"ELB {id}", GroupIds = groups,
                Addresses = [new(Block($"10.0.0.{((number - 1) * 64) + host}"), ""), new(Block($"2600:a:0:{number}::{host}"), "")],
            });
        }
    }

    private void AddTargets(string id, string balancer, ushort port)
    {
        var isIp = _choices.Once(3);
        Snapshot.TargetGroups.Add(new(id)
        {
            VpcId = "vpc-a", TargetType = isIp ? "ip" : "instance", Protocol = balancer == "lb-2" ? "HTTP" : _choices.Of("TCP", "TLS", "TCP_UDP"), Port = 8080, IsIPv6 = !isIp && _choices.Once(4),
        });
        Snapshot.TargetHealth.Add(new(id, isIp ? [new("10.0.0.5", null, "healthy")] : [new("i-1", null, "healthy"), new("i-2", 443, _choices.Of("unhealthy", "draining"))]));
        Snapshot.Listeners.Add(new($"l-{id}") { BalancerId = balancer, Port = port, Transports = balancer == "lb-2" ? Transports.Tcp : _choices.Of(Transports.Tcp, Transports.Both), TargetGroupIds = [id] });
        Snapshot.Attributes.Add(new(id, _choices.Below(4) switch
        {
            0 => ImmutableDictionary<string, string>.Empty.Add("preserve_client_ip.enabled", "false"),
            1 => ImmutableDictionary<string, string>.Empty.Add("load_balancing.cross_zone.enabled", _choices.Of("true", "false")),
            _ => ImmutableDictionary<string, string>.Empty,
        }));
    }
}
