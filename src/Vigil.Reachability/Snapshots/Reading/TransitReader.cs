using System.Collections.Immutable;
using System.Text.Json;
using Vigil.Domain;
using Vigil.Reachability.Packets;

namespace Vigil.Reachability.Snapshots.Reading;

/// <summary>Reads transit gateways, what hangs on them and their routes.</summary>
internal sealed class TransitReader(TextPool pool)
{
    public TransitGateway ReadGateway(ref Utf8JsonReader json)
    {
        var (id, owner, referencing) = ("", "", "");
        while (json.NextMember())
        {
            if (json.Is("TransitGatewayId"u8))
            {
                id = json.NextText(pool);
            }
            else if (json.Is("OwnerId"u8))
            {
                owner = json.NextText(pool);
            }
            else if (json.Is("Options"u8))
            {
                referencing = json.NextTextOf("SecurityGroupReferencingSupport"u8, pool);
            }
            else
            {
                json.SkipValue();
            }
        }

        return new(id, owner, referencing == "enable");
    }

    public TransitAttachment ReadAttachment(ref Utf8JsonReader json)
    {
        var (id, gateway, type, resource, available, table) = ("", "", "", "", false, "");
        while (json.NextMember())
        {
            if (json.Is("TransitGatewayAttachmentId"u8))
            {
                id = json.NextText(pool);
            }
            else if (json.Is("TransitGatewayId"u8))
            {
                gateway = json.NextText(pool);
            }
            else if (json.Is("ResourceType"u8))
            {
                type = json.NextText(pool);
            }
            else if (json.Is("ResourceId"u8))
            {
                resource = json.NextText(pool);
            }
            else if (json.Is("State"u8))
            {
                available = json.NextIs("available"u8);
            }
            else if (json.Is("Association"u8))
            {
                table = ReadAssociation(ref json);
            }
            else
            {
                json.SkipValue();
            }
        }

        return new(id) { TransitGatewayId = gateway, ResourceType = type, ResourceId = resource, IsAvailable = available, RouteTableId = table };
    }

    public TransitVpcAttachment ReadVpcAttachment(ref Utf8JsonReader json)
    {
        var (id, gateway, vpc, available, referencing) = ("", "", "", false, "");
        ImmutableArray<string> subnets = [];
        while (json.NextMember())
        {
            if (json.Is("TransitGatewayAttachmentId"u8))
            {
                id = json.NextText(pool);
            }
            else if (json.Is("TransitGatewayId"u8))
            {
                gateway = json.NextText(pool);
            }
            else if (json.Is("VpcId"u8))
            {
                vpc = json.NextText(pool);
            }
            else if (json.Is("State"u8))
            {
                available = json.NextIs("available"u8);
            }
            else if (json.Is("SubnetIds"u8))
            {
                subnets = [.. json.NextTexts(pool)];
            }
            else if (json.Is("Options"u8))
            {
                referencing = json.NextTextOf("SecurityGroupReferencingSupport"u8, pool);
            }
            else
            {
                json.SkipValue();
            }
        }

        return new(id) { TransitGatewayId = gateway, VpcId = vpc, IsAvailable = available, SubnetIds = subnets, ResolvesGroups = referencing == "enable" };
    }

    public TransitRouteTable ReadRouteTable(ref Utf8JsonReader json)
    {
        var id = "";
        var routes = ImmutableArray.CreateBuilder<Route>();
        while (json.NextMember())
        {
            if (json.Is("TransitGatewayRouteTableId"u8))
            {
                id = json.NextText(pool);
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

        return new(id, routes.DrainToImmutable());
    }

    private Route ReadRoute(ref Utf8JsonReader json)
    {
        Prefix? destination = null;
        var (list, blackhole, propagated) = ("", false, false);
        ImmutableArray<string> targets = [];
        while (json.NextMember())
        {
            if (json.Is("DestinationCidrBlock"u8))
            {
                destination = json.NextPrefix();
            }
            else if (json.Is("PrefixListId"u8))
            {
                list = json.NextText(pool);
            }
            else if (json.Is("State"u8))
            {
                blackhole = json.NextIs("blackhole"u8);
            }
            else if (json.Is("Type"u8))
            {
                propagated = json.NextIs("propagated"u8);
            }
            else if (json.Is("TransitGatewayAttachments"u8))
            {
                targets = [.. json.NextTextsOf("TransitGatewayAttachmentId"u8, pool)];
            }
            else
            {
                json.SkipValue();
            }
        }

        // a route of a prefix list comes once for each entry: the entry is its destination, and the list only its origin
        return new() { Destination = destination, PrefixListId = destination is null ? list : "", Targets = targets, IsBlackhole = blackhole, IsPropagated = propagated };
    }

    private string ReadAssociation(ref Utf8JsonReader json)
    {
        var (table, state) = ("", "");
        for (var more = json.EnterObject(); more && json.NextMember();)
        {
            if (json.Is("TransitGatewayRouteTableId"u8))
            {
                table = json.NextText(pool);
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

        return state is "" or "associated" ? table : "";
    }
}
