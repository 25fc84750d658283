using System.Collections.Immutable;
using System.Text.Json;
using Vigil.Domain;
using Vigil.Reachability.Packets;

namespace Vigil.Reachability.Snapshots.Reading;

/// <summary>Reads virtual networks, their subnets and their route tables.</summary>
internal sealed class VpcReader(TextPool pool)
{
    public Vpc ReadVpc(ref Utf8JsonReader json)
    {
        var (id, owner, access) = ("", "", "");
        Prefix? only = null;
        var blocks = new List<Prefix>();
        while (json.NextMember())
        {
            if (json.Is("VpcId"u8))
            {
                id = json.NextText(pool);
            }
            else if (json.Is("OwnerId"u8))
            {
                owner = json.NextText(pool);
            }
            else if (json.Is("CidrBlock"u8))
            {
                only = json.NextPrefix();
            }
            else if (json.Is("CidrBlockAssociationSet"u8) || json.Is("Ipv6CidrBlockAssociationSet"u8))
            {
                ReadBlocks(ref json, blocks);
            }
            else if (json.Is("BlockPublicAccessStates"u8))
            {
                access = json.NextTextOf("InternetGatewayBlockMode"u8, pool);
            }
            else
            {
                json.SkipValue();
            }
        }

        // the first block is among the associated ones, when those are there
        if (only is { } block && !blocks.Exists(other => other.IsIPv4))
        {
            blocks.Add(block);
        }

        return new(id) { OwnerId = owner, Blocks = [.. blocks], BlockPublicAccess = access };
    }

    public Subnet ReadSubnet(ref Utf8JsonReader json)
    {
        var (id, vpc, zone, access) = ("", "", "", "");
        var blocks = new List<Prefix>();
        while (json.NextMember())
        {
            if (json.Is("SubnetId"u8))
            {
                id = json.NextText(pool);
            }
            else if (json.Is("VpcId"u8))
            {
                vpc = json.NextText(pool);
            }
            else if (json.Is("AvailabilityZone"u8))
            {
                zone = json.NextText(pool);
            }
            else if (json.Is("CidrBlock"u8))
            {
                if (json.NextPrefix() is { } block)
                {
                    blocks.Add(block);
                }
            }
            else if (json.Is("Ipv6CidrBlockAssociationSet"u8))
            {
                ReadBlocks(ref json, blocks);
            }
            else if (json.Is("BlockPublicAccessStates"u8))
            {
                access = json.NextTextOf("InternetGatewayBlockMode"u8, pool);
            }
            else
            {
                json.SkipValue();
            }
        }

        return new(id) { VpcId = vpc, Zone = zone, Blocks = [.. blocks], BlockPublicAccess = access };
    }

    public RouteTable ReadRouteTable(ref Utf8JsonReader json)
    {
        var (id, vpc, main) = ("", "", false);
        List<string> subnets = [], gateways = [];
        var routes = ImmutableArray.CreateBuilder<Route>();
        while (json.NextMember())
        {
            if (json.Is("RouteTableId"u8))
            {
                id = json.NextText(pool);
            }
            else if (json.Is("VpcId"u8))
            {
                vpc = json.NextText(pool);
            }
            else if (json.Is("Associations"u8))
            {
                ReadAssociations(ref json, subnets, gateways, ref main);
            }
            else if (json.Is("Routes"u8))
            {
                for (var more = json.EnterArray(); more && json.NextObject();)
                {
                    routes.Add(ReadRoute(ref json));
                }
            }
            else
            {
                json.SkipValue();
            }
        }

        return new(id) { VpcId = vpc, IsMain = main, SubnetIds = [.. subnets], GatewayIds = [.. gateways], Routes = routes.ToImmutable() };
    }

    private void ReadAssociations(ref Utf8JsonReader json, List<string> subnets, List<string> gateways, ref bool main)
    {
        for (var more = json.EnterArray(); more && json.NextObject();)
        {
            var (subnet, gateway, isMain, state) = ("", "", false, "");
            while (json.NextMember())
            {
                if (json.Is("SubnetId"u8))
                {
                    subnet = json.NextText(pool);
                }
                else if (json.Is("GatewayId"u8))
                {
                    gateway = json.NextText(pool);
                }
                else if (json.Is("Main"u8))
                {
                    isMain = json.NextTruth() == true;
                }
                else if (json.Is("AssociationState"u8))
                {
                    state = json.NextTextOf("State"u8, pool);
                }
                else
                {
                    json.SkipValue();
                }
            }

            if (state is not ("" or "associated"))
            {
                continue;
            }

            main |= isMain;
            AddNamed(subnets, subnet);
            AddNamed(gateways, gateway);
        }
    }

    private Route ReadRoute(ref Utf8JsonReader json)
    {
        Prefix? destination = null;
        var (list, target, blackhole, propagated) = ("", "", false, false);
        while (json.NextMember())
        {
            if (json.Is("DestinationCidrBlock"u8) || json.Is("DestinationIpv6CidrBlock"u8))
            {
                destination = json.NextPrefix() ?? destination;
            }
            else if (json.Is("DestinationPrefixListId"u8))
            {
                list = json.NextText(pool);
            }
            else if (json.Is("State"u8))
            {
                blackhole = json.NextIs("blackhole"u8);
            }
            else if (json.Is("Origin"u8))
            {
                propagated = json.NextIs("EnableVgwRoutePropagation"u8);
            }
            else if (IsTarget(ref json))
            {
                target = json.NextText(pool) is { Length: > 0 } named ? named : target;
            }
            else if (json.Is("InstanceId"u8))
            {
                // the interface of the instance is named beside it and says more
                target = json.NextText(pool) is { Length: > 0 } named && target.Length == 0 ? named : target;
            }
            else
            {
                json.SkipValue();
            }
        }

        return new()
        {
            Destination = destination, PrefixListId = list, Targets = target.Length == 0 ? [] : [target], IsBlackhole = blackhole, IsPropagated = propagated,
        };
    }

    private static bool IsTarget(ref Utf8JsonReader json) =>
        json.Is("GatewayId"u8) || json.Is("NatGatewayId"u8) || json.Is("VpcPeeringConnectionId"u8) || json.Is("TransitGatewayId"u8)
        || json.Is("EgressOnlyInternetGatewayId"u8) || json.Is("NetworkInterfaceId"u8) || json.Is("CarrierGatewayId"u8)
        || json.Is("LocalGatewayId"u8) || json.Is("CoreNetworkArn"u8) || json.Is("VpcEndpointId"u8);

    private static void ReadBlocks(ref Utf8JsonReader json, List<Prefix> blocks)
    {
        for (var more = json.EnterArray(); more && json.NextObject();)
        {
            Prefix? block = null;
            var associated = true;
            while (json.NextMember())
            {
                if (json.Is("CidrBlock"u8) || json.Is("Ipv6CidrBlock"u8))
                {
                    block = json.NextPrefix();
                }
                else if (json.Is("CidrBlockState"u8) || json.Is("Ipv6CidrBlockState"u8))
                {
                    associated = ReadState(ref json);
                }
                else
                {
                    json.SkipValue();
                }
            }

            if (associated && block is { } known)
            {
                blocks.Add(known);
            }
        }
    }

    private static bool ReadState(ref Utf8JsonReader json)
    {
        var associated = true;
        for (var more = json.EnterObject(); more && json.NextMember();)
        {
            if (json.Is("State"u8))
            {
                associated = json.NextIs("associated"u8);
            }
            else
            {
                json.SkipValue();
            }
        }

        return associated;
    }

    private static void AddNamed(List<string> ids, string id)
    {
        if (id.Length > 0)
        {
            ids.Add(id);
        }
    }
}
