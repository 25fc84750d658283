using System.Collections.Immutable;
using System.Text.Json;
using Vigil.Domain;
using Vigil.Reachability.Packets;

namespace Vigil.Reachability.Snapshots.Reading;

/// <summary>Reads what filters packets: network ACLs, security groups and the prefix lists that both name.</summary>
internal sealed class FilterReader(TextPool pool)
{
    public NetworkAcl ReadAcl(ref Utf8JsonReader json)
    {
        var (id, vpc, isDefault) = ("", "", false);
        ImmutableArray<string> subnets = [];
        var entries = ImmutableArray.CreateBuilder<AclEntry>();
        while (json.NextMember())
        {
            if (json.Is("NetworkAclId"u8))
            {
                id = json.NextText(pool);
            }
            else if (json.Is("VpcId"u8))
            {
                vpc = json.NextText(pool);
            }
            else if (json.Is("IsDefault"u8))
            {
                isDefault = json.NextTruth() == true;
            }
            else if (json.Is("Associations"u8))
            {
                subnets = [.. json.NextTextsOf("SubnetId"u8, pool)];
            }
            else if (json.Is("Entries"u8))
            {
                for (var more = json.EnterArray(); more && json.NextObject();)
                {
                    if (ReadAclEntry(ref json) is { } entry)
                    {
                        entries.Add(entry);
                    }
                }
            }
            else
            {
                json.SkipValue();
            }
        }

        return new(id) { VpcId = vpc, IsDefault = isDefault, SubnetIds = subnets, Entries = entries.ToImmutable() };
    }

    public SecurityGroup ReadGroup(ref Utf8JsonReader json)
    {
        var (id, vpc, owner) = ("", "", "");
        ImmutableArray<Permission> ingress = [], egress = [];
        while (json.NextMember())
        {
            if (json.Is("GroupId"u8))
            {
                id = json.NextText(pool);
            }
            else if (json.Is("VpcId"u8))
            {
                vpc = json.NextText(pool);
            }
            else if (json.Is("OwnerId"u8))
            {
                owner = json.NextText(pool);
            }
            else if (json.Is("IpPermissions"u8))
            {
                ingress = ReadPermissions(ref json);
            }
            else if (json.Is("IpPermissionsEgress"u8))
            {
                egress = ReadPermissions(ref json);
            }
            else
            {
                json.SkipValue();
            }
        }

        return new(id) { VpcId = vpc, OwnerId = owner, Ingress = ingress, Egress = egress };
    }

    public PrefixList ReadPrefixList(ref Utf8JsonReader json)
    {
        var id = "";
        ImmutableArray<Prefix>? entries = null;
        while (json.NextMember())
        {
            if (json.Is("PrefixListId"u8))
            {
                id = json.NextText(pool);
            }
            else if (json.Is("Cidrs"u8))
            {
                entries = ReadBlocks(ref json);
            }
            else if (json.Is("Entries"u8))
            {
                entries = ReadBlocks(ref json, "Cidr"u8);
            }
            else
            {
                json.SkipValue();
            }
        }

        return new(id) { Entries = entries ?? default };
    }

    /// <summary>The permissions that are the value of the current member; those that speak of neither TCP nor UDP open no port and are left out (R60).</summary>
    public ImmutableArray<Permission> ReadPermissions(ref Utf8JsonReader json)
    {
        var permissions = ImmutableArray.CreateBuilder<Permission>();
        for (var more = json.EnterArray(); more && json.NextObject();)
        {
            if (ReadPermission(ref json) is { Transports: not Transports.None } permission)
            {
                permissions.Add(permission);
            }
        }

        return permissions.DrainToImmutable();
    }

    /// <summary>An entry, or <see langword="null"/> for one that speaks of neither TCP nor UDP and therefore never decides (R53).</summary>
    public AclEntry? ReadAclEntry(ref Utf8JsonReader json)
    {
        int? number = null, from = null, to = null;
        var (isEgress, isAllow, protocol) = (false, false, "");
        Prefix? peer = null;
        while (json.NextMember())
        {
            if (json.Is("RuleNumber"u8))
            {
                number = json.NextNumber();
            }
            else if (json.Is("Egress"u8))
            {
                isEgress = json.NextTruth() == true;
            }
            else if (json.Is("RuleAction"u8))
            {
                isAllow = json.NextIs("allow"u8);
            }
            else if (json.Is("Protocol"u8))
            {
                protocol = json.NextText(pool);
            }
            else if (json.Is("PortRange"u8))
            {
                ReadPorts(ref json, ref from, ref to);
            }
            else if (json.Is("CidrBlock"u8) || json.Is("Ipv6CidrBlock"u8))
            {
                peer = json.NextPrefix() ?? peer;
            }
            else
            {
                json.SkipValue();
            }
        }

        return TransportsOf(protocol) is var transports && transports == Transports.None ? null
            : new(number ?? throw new FormatException("an entry has no number"), isEgress, isAllow, transports, PortsOf(protocol, from, to),
                peer ?? throw new FormatException($"entry {number} has no block"));
    }

    private Permission ReadPermission(ref Utf8JsonReader json)
    {
        var protocol = "";
        int? from = null, to = null;
        ImmutableArray<Prefix> blocks = [], blocks6 = [];
        ImmutableArray<string> lists = [];
        ImmutableArray<GroupReference> groups = [];
        while (json.NextMember())
        {
            if (json.Is("IpProtocol"u8))
            {
                protocol = json.NextText(pool);
            }
            else if (json.Is("FromPort"u8))
            {
                from = json.NextNumber();
            }
            else if (json.Is("ToPort"u8))
            {
                to = json.NextNumber();
            }
            else if (json.Is("IpRanges"u8))
            {
                blocks = ReadBlocks(ref json, "CidrIp"u8);
            }
            else if (json.Is("Ipv6Ranges"u8))
            {
                blocks6 = ReadBlocks(ref json, "CidrIpv6"u8);
            }
            else if (json.Is("PrefixListIds"u8))
            {
                lists = [.. json.NextTextsOf("PrefixListId"u8, pool)];
            }
            else if (json.Is("UserIdGroupPairs"u8))
            {
                groups = ReadReferences(ref json);
            }
            else
            {
                json.SkipValue();
            }
        }

        return new(TransportsOf(protocol), PortsOf(protocol, from, to))
        {
            Blocks = blocks6.IsEmpty ? blocks : blocks.AddRange(blocks6), PrefixListIds = lists, Groups = groups,
        };
    }

    private ImmutableArray<GroupReference> ReadReferences(ref Utf8JsonReader json)
    {
        var references = ImmutableArray.CreateBuilder<GroupReference>();
        for (var more = json.EnterArray(); more && json.NextObject();)
        {
            var (group, user, vpc, peering, status) = ("", "", "", "", "");
            while (json.NextMember())
            {
                if (json.Is("GroupId"u8))
                {
                    group = json.NextText(pool);
                }
                else if (json.Is("UserId"u8))
                {
                    user = json.NextText(pool);
                }
                else if (json.Is("VpcId"u8))
                {
                    vpc = json.NextText(pool);
                }
                else if (json.Is("VpcPeeringConnectionId"u8))
                {
                    peering = json.NextText(pool);
                }
                else if (json.Is("PeeringStatus"u8))
                {
                    status = json.NextText(pool);
                }
                else
                {
                    json.SkipValue();
                }
            }

            references.Add(new(group, user, vpc, peering, status));
        }

        return references.DrainToImmutable();
    }

    private static ImmutableArray<Prefix> ReadBlocks(ref Utf8JsonReader json, ReadOnlySpan<byte> member)
    {
        if (!json.EnterArray() || !json.NextObject())
        {
            return [];
        }

        var blocks = ImmutableArray.CreateBuilder<Prefix>();
        do
        {
            while (json.NextMember())
            {
                if (!json.Is(member))
                {
                    json.SkipValue();
                }
                else if (json.NextPrefix() is { } block)
                {
                    blocks.Add(block);
                }
            }
        }
        while (json.NextObject());
        return blocks.DrainToImmutable();
    }

    private static ImmutableArray<Prefix> ReadBlocks(ref Utf8JsonReader json)
    {
        var blocks = ImmutableArray.CreateBuilder<Prefix>();
        for (var more = json.EnterArray(); more && json.Read() && json.TokenType != JsonTokenType.EndArray;)
        {
            if (json.CurrentPrefix() is { } block)
            {
                blocks.Add(block);
            }
        }

        return blocks.DrainToImmutable();
    }

    private static void ReadPorts(ref Utf8JsonReader json, ref int? from, ref int? to)
    {
        for (var more = json.EnterObject(); more && json.NextMember();)
        {
            if (json.Is("From"u8))
            {
                from = json.NextNumber();
            }
            else if (json.Is("To"u8))
            {
                to = json.NextNumber();
            }
            else
            {
                json.SkipValue();
            }
        }
    }

    private static Transports TransportsOf(string protocol) => protocol switch
    {
        "-1" => Transports.Both,
        "6" or "tcp" => Transports.Tcp,
        "17" or "udp" => Transports.Udp,
        _ => Transports.None,
    };

    // all protocols means all ports, whatever stands beside it (R53, R61)
    private static PortSet PortsOf(string protocol, int? from, int? to) =>
        protocol == "-1" || (from is null && to is null) ? PortSet.All
        : Math.Max(from ?? 0, 0) is var first && Math.Min(to ?? ushort.MaxValue, ushort.MaxValue) is var last && first <= last
            ? PortSet.Of((ushort)first, (ushort)last)
            : PortSet.Empty;
}
