using System.Collections.Immutable;
using System.Text.Json;
using Vigil.Domain;
using Vigil.Reachability.Packets;

namespace Vigil.Reachability.Snapshots.Reading;

/// <summary>Reads load balancers, their attributes and what they forward to.</summary>
internal sealed class BalancerReader(TextPool pool)
{
    public Balancer ReadBalancer(ref Utf8JsonReader json)
    {
        var (id, type, scheme, state, addresses) = ("", "", "", "", "ipv4");
        ImmutableArray<string> subnets = [], groups = [];
        while (json.NextMember())
        {
            if (json.Is("LoadBalancerArn"u8))
            {
                id = json.NextText(pool);
            }
            else if (json.Is("Type"u8))
            {
                type = json.NextText(pool);
            }
            else if (json.Is("Scheme"u8))
            {
                scheme = json.NextText(pool);
            }
            else if (json.Is("State"u8))
            {
                state = json.NextTextOf("Code"u8, pool);
            }
            else if (json.Is("IpAddressType"u8))
            {
                addresses = json.NextText(pool);
            }
            else if (json.Is("AvailabilityZones"u8))
            {
                subnets = [.. json.NextTextsOf("SubnetId"u8, pool)];
            }
            else if (json.Is("SecurityGroups"u8))
            {
                groups = [.. json.NextTexts(pool)];
            }
            else
            {
                json.SkipValue();
            }
        }

        return new(id)
        {
            Kind = type switch
            {
                "application" => BalancerKind.Application,
                "network" => BalancerKind.Network,
                "gateway" => BalancerKind.Gateway,
                _ => throw new FormatException($"a load balancer of type '{type}' is not known"),
            },
            IsActive = state is "active" or "active_impaired", IsInternetFacing = scheme == "internet-facing", IpAddressType = addresses,
            SubnetIds = subnets, GroupIds = groups, InterfaceDescription = $"ELB {id[(id.IndexOf("loadbalancer/", StringComparison.Ordinal) is var at and >= 0 ? at + 13 : 0)..]}",
        };
    }

    public Balancer ReadClassic(ref Utf8JsonReader json)
    {
        var (name, scheme, crossZone) = ("", "", false);
        ImmutableArray<string> subnets = [], groups = [], instances = [];
        ImmutableArray<ClassicListener> listeners = [];
        while (json.NextMember())
        {
            if (json.Is("LoadBalancerName"u8))
            {
                name = json.NextText(pool);
            }
            else if (json.Is("Scheme"u8))
            {
                scheme = json.NextText(pool);
            }
            else if (json.Is("Subnets"u8))
            {
                subnets = [.. json.NextTexts(pool)];
            }
            else if (json.Is("SecurityGroups"u8))
            {
                groups = [.. json.NextTexts(pool)];
            }
            else if (json.Is("Instances"u8))
            {
                instances = [.. json.NextTextsOf("InstanceId"u8, pool)];
            }
            else if (json.Is("ListenerDescriptions"u8))
            {
                listeners = ReadClassicListeners(ref json);
            }
            else if (json.Is("CrossZoneLoadBalancing"u8) || json.Is("LoadBalancerAttributes"u8))
            {
                crossZone |= ReadCrossZone(ref json);
            }
            else
            {
                json.SkipValue();
            }
        }

        return new(name)
        {
            Kind = BalancerKind.Classic, IsActive = true, IsInternetFacing = scheme == "internet-facing", SubnetIds = subnets, GroupIds = groups,
            InterfaceDescription = $"ELB {name}", ClassicListeners = listeners, ClassicInstanceIds = instances, ClassicCrossZone = crossZone,
        };
    }

    public TargetGroup ReadTargetGroup(ref Utf8JsonReader json)
    {
        var (id, vpc, type, protocol, addresses) = ("", "", "instance", "", "ipv4");
        ushort? port = null;
        while (json.NextMember())
        {
            if (json.Is("TargetGroupArn"u8))
            {
                id = json.NextText(pool);
            }
            else if (json.Is("VpcId"u8))
            {
                vpc = json.NextText(pool);
            }
            else if (json.Is("TargetType"u8))
            {
                type = json.NextText(pool);
            }
            else if (json.Is("Protocol"u8))
            {
                protocol = json.NextText(pool);
            }
            else if (json.Is("Port"u8))
            {
                port = json.NextPort();
            }
            else if (json.Is("IpAddressType"u8))
            {
                addresses = json.NextText(pool);
            }
            else
            {
                json.SkipValue();
            }
        }

        return new(id) { VpcId = vpc, TargetType = type, Protocol = protocol, Port = port, IsIPv6 = addresses == "ipv6" };
    }

    public TargetHealth ReadTargetHealth(ref Utf8JsonReader json)
    {
        var group = "";
        var targets = ImmutableArray.CreateBuilder<Target>();
        while (json.NextMember())
        {
            if (json.Is("TargetGroupArn"u8))
            {
                group = json.NextText(pool);
            }
            else if (json.Is("TargetHealthDescriptions"u8))
            {
                for (var more = json.EnterArray(); more && json.NextObject();)
                {
                    targets.Add(ReadTarget(ref json));
                }
            }
            else
            {
                json.SkipValue();
            }
        }

        return new(group, targets.DrainToImmutable());
    }

    public BalancerAttributes ReadAttributes(ref Utf8JsonReader json)
    {
        var owner = "";
        var values = ImmutableDictionary.CreateBuilder<string, string>();
        while (json.NextMember())
        {
            if (json.Is("LoadBalancerArn"u8) || json.Is("TargetGroupArn"u8) || json.Is("LoadBalancerName"u8))
            {
                owner = json.NextText(pool);
            }
            else if (json.Is("Attributes"u8))
            {
                for (var more = json.EnterArray(); more && json.NextObject();)
                {
                    ReadAttribute(ref json, values);
                }
            }
            else if (json.Is("LoadBalancerAttributes"u8) || json.Is("CrossZoneLoadBalancing"u8))
            {
                values[BalancerAttributes.CrossZone] = ReadCrossZone(ref json) ? "true" : "false";
            }
            else
            {
                json.SkipValue();
            }
        }

        return new(owner, values.ToImmutable());
    }

    private void ReadAttribute(ref Utf8JsonReader json, ImmutableDictionary<string, string>.Builder values)
    {
        var (key, value) = ("", "");
        while (json.NextMember())
        {
            if (json.Is("Key"u8))
            {
                key = json.NextText(pool);
            }
            else if (json.Is("Value"u8))
            {
                value = json.NextText(pool);
            }
            else
            {
                json.SkipValue();
            }
        }

        values[key] = value;
    }

    private Target ReadTarget(ref Utf8JsonReader json)
    {
        var (id, state) = ("", "");
        ushort? port = null;
        while (json.NextMember())
        {
            if (json.Is("Target"u8))
            {
                for (var more = json.EnterObject(); more && json.NextMember();)
                {
                    if (json.Is("Id"u8))
                    {
                        id = json.NextText(pool);
                    }
                    else if (json.Is("Port"u8))
                    {
                        port = json.NextPort();
                    }
                    else
                    {
                        json.SkipValue();
                    }
                }
            }
            else if (json.Is("TargetHealth"u8))
            {
                state = json.NextTextOf("State"u8, pool);
            }
            else
            {
                json.SkipValue();
            }
        }

        return new(id, port, state);
    }

    private static ImmutableArray<ClassicListener> ReadClassicListeners(ref Utf8JsonReader json)
    {
        var listeners = ImmutableArray.CreateBuilder<ClassicListener>();
        for (var more = json.EnterArray(); more && json.NextObject();)
        {
            while (json.NextMember())
            {
                if (!json.Is("Listener"u8))
                {
                    json.SkipValue();
                    continue;
                }

                ushort? port = null, instancePort = null;
                for (var inside = json.EnterObject(); inside && json.NextMember();)
                {
                    if (json.Is("LoadBalancerPort"u8))
                    {
                        port = json.NextPort();
                    }
                    else if (json.Is("InstancePort"u8))
                    {
                        instancePort = json.NextPort();
                    }
                    else
                    {
                        json.SkipValue();
                    }
                }

                if (port is { } from && instancePort is { } to)
                {
                    listeners.Add(new(from, to));
                }
            }
        }

        return listeners.DrainToImmutable();
    }

    private static bool ReadCrossZone(ref Utf8JsonReader json)
    {
        var enabled = false;
        for (var more = json.EnterObject(); more && json.NextMember();)
        {
            if (json.Is("Enabled"u8))
            {
                enabled = json.NextTruth() == true;
            }
            else if (json.Is("CrossZoneLoadBalancing"u8))
            {
                enabled = ReadCrossZone(ref json);
            }
            else
            {
                json.SkipValue();
            }
        }

        return enabled;
    }
}
