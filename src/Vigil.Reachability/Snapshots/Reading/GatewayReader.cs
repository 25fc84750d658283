using System.Collections.Immutable;
using System.Text.Json;
using Vigil.Domain;
using Vigil.Reachability.Packets;

namespace Vigil.Reachability.Snapshots.Reading;

/// <summary>Reads the gateways of networks, peering connections and endpoints.</summary>
internal sealed class GatewayReader(TextPool pool)
{
    public Gateway ReadInternetGateway(ref Utf8JsonReader json)
    {
        var id = "";
        ImmutableArray<string> vpcs = [];
        while (json.NextMember())
        {
            if (json.Is("InternetGatewayId"u8))
            {
                id = json.NextText(pool);
            }
            else if (json.Is("Attachments"u8))
            {
                vpcs = ReadAttachments(ref json);
            }
            else
            {
                json.SkipValue();
            }
        }

        return new(id) { VpcIds = vpcs };
    }

    public Gateway ReadVpnGateway(ref Utf8JsonReader json)
    {
        var (id, available) = ("", false);
        ImmutableArray<string> vpcs = [];
        while (json.NextMember())
        {
            if (json.Is("VpnGatewayId"u8))
            {
                id = json.NextText(pool);
            }
            else if (json.Is("State"u8))
            {
                available = json.NextIs("available"u8);
            }
            else if (json.Is("VpcAttachments"u8))
            {
                vpcs = ReadAttachments(ref json);
            }
            else
            {
                json.SkipValue();
            }
        }

        return new(id) { VpcIds = available ? vpcs : [] };
    }

    public PeeringConnection ReadPeering(ref Utf8JsonReader json)
    {
        var (id, active) = ("", false);
        PeeringSide requester = new(""), accepter = new("");
        while (json.NextMember())
        {
            if (json.Is("VpcPeeringConnectionId"u8))
            {
                id = json.NextText(pool);
            }
            else if (json.Is("Status"u8))
            {
                active = json.NextTextOf("Code"u8, pool) == "active";
            }
            else if (json.Is("RequesterVpcInfo"u8))
            {
                requester = ReadSide(ref json);
            }
            else if (json.Is("AccepterVpcInfo"u8))
            {
                accepter = ReadSide(ref json);
            }
            else
            {
                json.SkipValue();
            }
        }

        return new(id) { IsActive = active, Requester = requester, Accepter = accepter };
    }

    public Endpoint ReadEndpoint(ref Utf8JsonReader json)
    {
        var (id, vpc, balanced, available) = ("", "", false, false);
        ImmutableArray<string> subnets = [];
        while (json.NextMember())
        {
            if (json.Is("VpcEndpointId"u8))
            {
                id = json.NextText(pool);
            }
            else if (json.Is("VpcId"u8))
            {
                vpc = json.NextText(pool);
            }
            else if (json.Is("VpcEndpointType"u8))
            {
                balanced = json.NextIs("GatewayLoadBalancer"u8);
            }
            else if (json.Is("State"u8))
            {
                // the API's documentation writes it small, some of its answers large
                available = json.NextText(pool).Equals("available", StringComparison.OrdinalIgnoreCase);
            }
            else if (json.Is("SubnetIds"u8))
            {
                subnets = [.. json.NextTexts(pool)];
            }
            else
            {
                json.SkipValue();
            }
        }

        return new(id) { VpcId = vpc, IsFirewall = balanced && available, SubnetIds = subnets };
    }

    // the one word is the EC2 API's, the other the one that its SDKs document (R30)
    private ImmutableArray<string> ReadAttachments(ref Utf8JsonReader json)
    {
        var vpcs = ImmutableArray.CreateBuilder<string>();
        for (var more = json.EnterArray(); more && json.NextObject();)
        {
            var (vpc, state) = ("", "");
            while (json.NextMember())
            {
                if (json.Is("VpcId"u8))
                {
                    vpc = json.NextText(pool);
                }
                else if (json.Is("State"u8))
                {
                    state = json.NextText(pool);
                }
                else
                {
                    json.SkipValue();
                }
            }

            if (state is "available" or "attached")
            {
                vpcs.Add(vpc);
            }
        }

        return vpcs.DrainToImmutable();
    }

    private PeeringSide ReadSide(ref Utf8JsonReader json)
    {
        var (vpc, owner, region) = ("", "", "");
        Prefix? only = null;
        var blocks = new List<Prefix>();
        for (var more = json.EnterObject(); more && json.NextMember();)
        {
            if (json.Is("VpcId"u8))
            {
                vpc = json.NextText(pool);
            }
            else if (json.Is("OwnerId"u8))
            {
                owner = json.NextText(pool);
            }
            else if (json.Is("Region"u8))
            {
                region = json.NextText(pool);
            }
            else if (json.Is("CidrBlock"u8))
            {
                only = json.NextPrefix();
            }
            else if (json.Is("CidrBlockSet"u8) || json.Is("Ipv6CidrBlockSet"u8))
            {
                ReadBlocks(ref json, blocks);
            }
            else
            {
                json.SkipValue();
            }
        }

        if (only is { } block && !blocks.Exists(other => other.IsIPv4))
        {
            blocks.Add(block);
        }

        return new(vpc) { OwnerId = owner, Region = region, Blocks = [.. blocks] };
    }

    private static void ReadBlocks(ref Utf8JsonReader json, List<Prefix> blocks)
    {
        for (var more = json.EnterArray(); more && json.NextObject();)
        {
            while (json.NextMember())
            {
                if (!json.Is("CidrBlock"u8) && !json.Is("Ipv6CidrBlock"u8))
                {
                    json.SkipValue();
                }
                else if (json.NextPrefix() is { } block)
                {
                    blocks.Add(block);
                }
            }
        }
    }
}
