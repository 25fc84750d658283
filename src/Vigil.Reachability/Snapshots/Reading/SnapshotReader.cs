using System.Globalization;
using System.Text.Json;
using Vigil.Domain;
using Vigil.Domain.Diagnostics;

namespace Vigil.Reachability.Snapshots.Reading;

/// <summary>Reads snapshots into one: the lists of each, member by member. What is not understood is named, and the rest is read.</summary>
internal sealed class SnapshotReader
{
    private readonly Snapshot _snapshot = new();
    private readonly DiagnosticList _diagnostics = new();
    private readonly TextPool _pool = new();
    private readonly VpcReader _vpcs;
    private readonly FilterReader _filters;
    private readonly InterfaceReader _interfaces;
    private readonly GatewayReader _gateways;
    private readonly TransitReader _transit;
    private readonly BalancerReader _balancers;
    private readonly ListenerReader _listeners;

    public SnapshotReader()
    {
        (_vpcs, _filters, _interfaces) = (new(_pool), new(_pool), new(_pool));
        (_gateways, _transit, _balancers, _listeners) = (new(_pool), new(_pool), new(_pool), new(_pool));
    }

    /// <summary>A component, or what belongs to one; the reader stands at its start and is left at its end.</summary>
    private delegate T Component<out T>(ref Utf8JsonReader json);

    /// <summary>Adds the lists of one document.</summary>
    /// <param name="utf8">A JSON object with the lists, or one whose member <c>snapshot</c> is such an object.</param>
    /// <param name="name">What the document is called in diagnostics.</param>
    public void Add(ReadOnlySpan<byte> utf8, string name)
    {
        var json = new Utf8JsonReader(utf8, new JsonReaderOptions
        {
            MaxDepth = SnapshotLimits.MaxDepth, CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true,
        });
        try
        {
            if (!json.Read() || json.TokenType != JsonTokenType.StartObject)
            {
                throw JsonMembers.Unexpected(ref json, "an object with the lists of the network");
            }

            ReadLists(ref json);
            if (!_snapshot.IsKnown)
            {
                _diagnostics.Add(ReachabilityCodes.SnapshotBroken, name, "holds none of the lists of a network (Vpcs, Subnets, RouteTables, …)");
            }
        }
        catch (Exception ex) when (ex is JsonException or FormatException)
        {
            _diagnostics.Add(ReachabilityCodes.SnapshotBroken, name, $"{Quote.Of(ex.Message)}: what came before was read");
        }
    }

    /// <summary>What was read.</summary>
    public Snapshot ToSnapshot()
    {
        _snapshot.Diagnostics = _diagnostics.ToImmutable();
        return _snapshot;
    }

    private void ReadLists(ref Utf8JsonReader json)
    {
        while (json.NextMember())
        {
            if (json.Is("snapshot"u8))
            {
                if (json.EnterObject())
                {
                    ReadLists(ref json);
                }
            }
            else if (json.Is("Remove"u8))
            {
                _snapshot.Removed.AddRange(json.NextTexts(_pool));
                _snapshot.IsKnown = true;
            }
            else if (!ReadList(ref json))
            {
                json.SkipValue();
            }
        }
    }

    private bool ReadList(ref Utf8JsonReader json) => json.GetString() switch
    {
        "Vpcs" => Read(ref json, "Vpcs", _snapshot.Vpcs, _vpcs.ReadVpc),
        "Subnets" => Read(ref json, "Subnets", _snapshot.Subnets, _vpcs.ReadSubnet),
        "RouteTables" => Read(ref json, "RouteTables", _snapshot.RouteTables, _vpcs.ReadRouteTable),
        "NetworkAcls" => Read(ref json, "NetworkAcls", _snapshot.NetworkAcls, _filters.ReadAcl),
        "SecurityGroups" => Read(ref json, "SecurityGroups", _snapshot.SecurityGroups, _filters.ReadGroup),
        "PrefixLists" => Read(ref json, "PrefixLists", _snapshot.PrefixLists, _filters.ReadPrefixList),
        "ManagedPrefixLists" => Read(ref json, "ManagedPrefixLists", _snapshot.PrefixLists, _filters.ReadPrefixList),
        "NetworkInterfaces" => Read(ref json, "NetworkInterfaces", _snapshot.Interfaces, _interfaces.ReadInterface),
        "Reservations" => Read(ref json, "Reservations", null, ReadReservation),
        "Instances" => Read(ref json, "Instances", _snapshot.Instances, ReadInstance),
        "Addresses" => Read(ref json, "Addresses", _snapshot.Addresses, _interfaces.ReadElasticAddress),
        "InternetGateways" => Read(ref json, "InternetGateways", _snapshot.InternetGateways, _gateways.ReadInternetGateway),
        "VpnGateways" => Read(ref json, "VpnGateways", _snapshot.VpnGateways, _gateways.ReadVpnGateway),
        "VpcPeeringConnections" => Read(ref json, "VpcPeeringConnections", _snapshot.Peerings, _gateways.ReadPeering),
        "VpcEndpoints" => Read(ref json, "VpcEndpoints", _snapshot.Endpoints, _gateways.ReadEndpoint),
        "TransitGateways" => Read(ref json, "TransitGateways", _snapshot.TransitGateways, _transit.ReadGateway),
        "TransitGatewayAttachments" => Read(ref json, "TransitGatewayAttachments", _snapshot.TransitAttachments, _transit.ReadAttachment),
        "TransitGatewayVpcAttachments" => Read(ref json, "TransitGatewayVpcAttachments", _snapshot.TransitVpcAttachments, _transit.ReadVpcAttachment),
        "TransitGatewayRoutes" => Read(ref json, "TransitGatewayRoutes", _snapshot.TransitRouteTables, _transit.ReadRouteTable),
        "LoadBalancers" => Read(ref json, "LoadBalancers", _snapshot.Balancers, _balancers.ReadBalancer),
        "LoadBalancerDescriptions" => Read(ref json, "LoadBalancerDescriptions", _snapshot.Balancers, _balancers.ReadClassic),
        "Listeners" => Read(ref json, "Listeners", _snapshot.Listeners, _listeners.ReadListener),
        "Rules" => Read(ref json, "Rules", _snapshot.ListenerRules, _listeners.ReadRule),
        "TargetGroups" => Read(ref json, "TargetGroups", _snapshot.TargetGroups, _balancers.ReadTargetGroup),
        "TargetHealth" => Read(ref json, "TargetHealth", _snapshot.TargetHealth, _balancers.ReadTargetHealth),
        "TargetGroupAttributes" => Read(ref json, "TargetGroupAttributes", _snapshot.Attributes, _balancers.ReadAttributes),
        "LoadBalancerAttributes" => Read(ref json, "LoadBalancerAttributes", _snapshot.Attributes, _balancers.ReadAttributes),
        _ => false,
    };

    private Instance ReadInstance(ref Utf8JsonReader json) => _interfaces.ReadInstance(ref json, _snapshot.InstanceInterfaces);

    private bool ReadReservation(ref Utf8JsonReader json)
    {
        while (json.NextMember())
        {
            if (json.Is("Instances"u8))
            {
                Read(ref json, "Instances", _snapshot.Instances, ReadInstance);
            }
            else
            {
                json.SkipValue();
            }
        }

        return true;
    }

    /// <summary>Reads the list that is the value of the current member; a component that cannot be read is named and skipped.</summary>
    private bool Read<T>(ref Utf8JsonReader json, string list, List<T>? components, Component<T> read)
    {
        _snapshot.IsKnown = true;
        for (var number = EnterList(ref json, list) ? 0 : int.MaxValue; number < int.MaxValue; number++)
        {
            if (!json.Read() || json.TokenType == JsonTokenType.EndArray)
            {
                return true;
            }

            var start = json;
            try
            {
                if (json.TokenType != JsonTokenType.StartObject)
                {
                    throw JsonMembers.Unexpected(ref json, "an object");
                }

                if (number < SnapshotLimits.MaxComponents)
                {
                    var component = read(ref json);
                    components?.Add(component);
                }
                else
                {
                    json.Skip();
                    _diagnostics.Add(ReachabilityCodes.LimitReached, list, $"more than {SnapshotLimits.MaxComponents} components: the others are left out");
                }
            }
            catch (FormatException ex)
            {
                json = start;
                json.Skip();
                _diagnostics.Add(ReachabilityCodes.ComponentUnreadable, string.Create(CultureInfo.InvariantCulture, $"{list}[{number}]"), Quote.Of(ex.Message));
            }
        }

        return true;
    }

    private bool EnterList(ref Utf8JsonReader json, string list)
    {
        var start = json;
        try
        {
            return json.EnterArray();
        }
        catch (FormatException ex)
        {
            json = start;
            json.SkipValue();
            _diagnostics.Add(ReachabilityCodes.ComponentUnreadable, list, Quote.Of(ex.Message));
            return false;
        }
    }
}
