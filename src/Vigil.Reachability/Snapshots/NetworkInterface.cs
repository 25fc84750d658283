using System.Collections.Immutable;
using Vigil.Reachability.Packets;

namespace Vigil.Reachability.Snapshots;

/// <summary>A network interface with its addresses and groups.</summary>
internal sealed record NetworkInterface(string Id)
{
    public string VpcId { get; init; } = "";

    public string SubnetId { get; init; } = "";

    public string Description { get; init; } = "";

    /// <summary>Whether it accepts only packets to its own addresses (R21).</summary>
    public bool ChecksDestination { get; init; } = true;

    /// <summary>Whether it is attached to something, an instance or what the provider runs.</summary>
    public bool IsAttached { get; init; }

    /// <summary>Instance that it is attached to (R12); empty otherwise.</summary>
    public string InstanceId { get; init; } = "";

    /// <summary>Its number at the instance; 0 is the primary one.</summary>
    public int DeviceIndex { get; init; }

    /// <summary>All its addresses (R14, R18); the primary one first.</summary>
    public ImmutableArray<InterfaceAddress> Addresses { get; init; } = [];

    public ImmutableArray<string> GroupIds { get; init; } = [];

    /// <summary>The interface with the public addresses that are associated with it although it does not say so (R15).</summary>
    public NetworkInterface With(IReadOnlyCollection<ElasticAddress> associations) => this with
    {
        Addresses =
        [
            .. Addresses.Select(address => address.PublicAddress.Length > 0 ? address : address with
            {
                PublicAddress = associations.Where(one => one.PrivateAddress == address.Block).Select(one => one.PublicAddress).Min(StringComparer.Ordinal) ?? "",
            }),
        ],
    };
}

/// <summary>An address of an interface, or a block delegated to it.</summary>
/// <param name="Block">The address inside the network.</param>
/// <param name="PublicAddress">The public address that the internet gateway translates to it (R15); empty when there is none.</param>
internal sealed record InterfaceAddress(Prefix Block, string PublicAddress);
