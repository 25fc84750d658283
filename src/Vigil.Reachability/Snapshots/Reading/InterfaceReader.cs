using System.Collections.Immutable;
using System.Text.Json;
using Vigil.Domain;
using Vigil.Reachability.Packets;

namespace Vigil.Reachability.Snapshots.Reading;

/// <summary>Reads instances, network interfaces and elastic addresses.</summary>
internal sealed class InterfaceReader(TextPool pool)
{
    public NetworkInterface ReadInterface(ref Utf8JsonReader json)
    {
        var (id, vpc, subnet, description, checks) = ("", "", "", "", true);
        var (instance, index, attached) = ("", 0, false);
        ImmutableArray<string> groups = [];
        var (primary, publicAddress) = (default(Prefix?), "");
        var (ipv4, others) = (new List<InterfaceAddress>(1), default(List<InterfaceAddress>));
        while (json.NextMember())
        {
            if (json.Is("NetworkInterfaceId"u8))
            {
                id = json.NextText(pool);
            }
            else if (json.Is("VpcId"u8))
            {
                vpc = json.NextText(pool);
            }
            else if (json.Is("SubnetId"u8))
            {
                subnet = json.NextText(pool);
            }
            else if (json.Is("Description"u8))
            {
                description = json.NextText(pool);
            }
            else if (json.Is("SourceDestCheck"u8))
            {
                checks = json.NextTruth() != false;
            }
            else if (json.Is("Groups"u8))
            {
                groups = [.. json.NextTextsOf("GroupId"u8, pool)];
            }
            else if (json.Is("Attachment"u8))
            {
                (instance, index, attached) = ReadAttachment(ref json);
            }
            else if (json.Is("PrivateIpAddress"u8))
            {
                primary = json.NextPrefix();
            }
            else if (json.Is("Association"u8))
            {
                publicAddress = json.NextTextOf("PublicIp"u8, pool);
            }
            else if (json.Is("PrivateIpAddresses"u8))
            {
                ReadPrivateAddresses(ref json, ipv4);
            }
            else if (json.Is("Ipv6Addresses"u8))
            {
                ReadBlocks(ref json, "Ipv6Address"u8, ref others);
            }
            else if (json.Is("Ipv4Prefixes"u8))
            {
                ReadBlocks(ref json, "Ipv4Prefix"u8, ref others);
            }
            else if (json.Is("Ipv6Prefixes"u8))
            {
                ReadBlocks(ref json, "Ipv6Prefix"u8, ref others);
            }
            else
            {
                json.SkipValue();
            }
        }

        if (primary is { } address && ipv4.Count == 0)
        {
            ipv4.Add(new(address, publicAddress));
        }

        return new(id)
        {
            VpcId = vpc, SubnetId = subnet, Description = description, ChecksDestination = checks, IsAttached = attached, InstanceId = instance,
            DeviceIndex = index,
            GroupIds = groups, Addresses = others is null ? [.. ipv4] : [.. ipv4, .. others],
        };
    }

    /// <summary>An instance; its interfaces go to a list of their own.</summary>
    public Instance ReadInstance(ref Utf8JsonReader json, List<NetworkInterface> interfaces)
    {
        var (id, state, first) = ("", "", interfaces.Count);
        while (json.NextMember())
        {
            if (json.Is("InstanceId"u8))
            {
                id = json.NextText(pool);
            }
            else if (json.Is("State"u8))
            {
                state = json.NextTextOf("Name"u8, pool);
            }
            else if (json.Is("NetworkInterfaces"u8))
            {
                for (var more = json.EnterArray(); more && json.NextObject();)
                {
                    interfaces.Add(ReadInterface(ref json));
                }
            }
            else
            {
                json.SkipValue();
            }
        }

        for (var i = first; i < interfaces.Count; i++)
        {
            // inside an instance an attachment does not repeat whose it is
            interfaces[i] = interfaces[i] with { InstanceId = interfaces[i].IsAttached ? id : "" };
        }

        return new(id, state);
    }

    public ElasticAddress ReadElasticAddress(ref Utf8JsonReader json)
    {
        var (publicAddress, networkInterface) = ("", "");
        Prefix? privateAddress = null;
        while (json.NextMember())
        {
            if (json.Is("PublicIp"u8))
            {
                publicAddress = json.NextText(pool);
            }
            else if (json.Is("NetworkInterfaceId"u8))
            {
                networkInterface = json.NextText(pool);
            }
            else if (json.Is("PrivateIpAddress"u8))
            {
                privateAddress = json.NextPrefix();
            }
            else
            {
                json.SkipValue();
            }
        }

        return new(publicAddress, networkInterface, privateAddress);
    }

    // only an interface that is attached belongs to an instance (R12)
    private (string InstanceId, int DeviceIndex, bool IsAttached) ReadAttachment(ref Utf8JsonReader json)
    {
        var (instance, index, attached) = ("", 0, false);
        for (var more = json.EnterObject(); more && json.NextMember();)
        {
            if (json.Is("InstanceId"u8))
            {
                instance = json.NextText(pool);
            }
            else if (json.Is("DeviceIndex"u8))
            {
                index = json.NextNumber() ?? 0;
            }
            else if (json.Is("Status"u8))
            {
                attached = json.NextIs("attached"u8);
            }
            else
            {
                json.SkipValue();
            }
        }

        return (attached ? instance : "", index, attached);
    }

    private void ReadPrivateAddresses(ref Utf8JsonReader json, List<InterfaceAddress> addresses)
    {
        for (var more = json.EnterArray(); more && json.NextObject();)
        {
            Prefix? address = null;
            var (publicAddress, primary) = ("", false);
            while (json.NextMember())
            {
                if (json.Is("PrivateIpAddress"u8))
                {
                    address = json.NextPrefix();
                }
                else if (json.Is("Primary"u8))
                {
                    primary = json.NextTruth() == true;
                }
                else if (json.Is("Association"u8))
                {
                    publicAddress = json.NextTextOf("PublicIp"u8, pool);
                }
                else
                {
                    json.SkipValue();
                }
            }

            if (address is { } known)
            {
                addresses.Insert(primary ? 0 : addresses.Count, new(known, publicAddress));
            }
        }
    }

    private static void ReadBlocks(ref Utf8JsonReader json, ReadOnlySpan<byte> member, ref List<InterfaceAddress>? addresses)
    {
        for (var more = json.EnterArray(); more && json.NextObject();)
        {
            while (json.NextMember())
            {
                if (!json.Is(member))
                {
                    json.SkipValue();
                }
                else if (json.NextPrefix() is { } block)
                {
                    (addresses ??= []).Add(new(block, ""));
                }
            }
        }
    }
}
