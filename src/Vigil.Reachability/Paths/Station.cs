using Vigil.Reachability.Networks;
using Vigil.Reachability.Packets;
using Vigil.Reachability.Snapshots;

namespace Vigil.Reachability.Paths;

/// <summary>A network interface in its place: at an instance, in a subnet, behind groups. An interface that changes gets another one.</summary>
internal sealed class Station
{
    /// <summary>Puts an interface in its place.</summary>
    /// <param name="described">The interface as the snapshot describes it.</param>
    /// <param name="isStatedByInstance">Whether the list of interfaces lacks it (R13).</param>
    /// <param name="associations">Public addresses that are associated with it.</param>
    public Station(NetworkInterface described, bool isStatedByInstance, IReadOnlyCollection<ElasticAddress> associations)
    {
        (Described, Interface, IsStatedByInstance) = (described, associations.Count == 0 ? described : described.With(associations), isStatedByInstance);
        OnlyKind = Interface.Addresses is [var address] ? KindOf(address) : AddressKind.None;
    }

    /// <summary>The interface as the snapshot describes it.</summary>
    public NetworkInterface Described { get; }

    /// <summary>The interface with all its public addresses.</summary>
    public NetworkInterface Interface { get; }

    /// <summary>Whether the list of interfaces lacks it (R13).</summary>
    public bool IsStatedByInstance { get; }

    /// <summary>Kind of its only address; none when it has several.</summary>
    public AddressKind OnlyKind { get; }

    /// <summary>Its subnet; <see langword="null"/> when it belongs to no instance that runs (R11, R12), or the subnet cannot be judged.</summary>
    public Site? Site { get; set; }

    /// <summary>The groups that it carries, each once.</summary>
    public CarriedGroup[] Groups { get; set; } = [];

    /// <summary>The interface before it at the same instance.</summary>
    public Station? Other { get; set; }

    /// <summary>Where packets for an address of it shall arrive.</summary>
    public Destination DestinationAt(int address, Site site)
    {
        var block = Interface.Addresses[address].Block;
        return new(site, block.First, KindOf(Interface.Addresses[address]).HasFlag(AddressKind.Public));
    }

    private static AddressKind KindOf(InterfaceAddress address) => address.Block.IsIPv4
        ? AddressKind.IPv4 | (address.PublicAddress.Length > 0 ? AddressKind.Public : AddressKind.None)
        : AddressKind.IPv6 | (AddressSpace.Global6.Contains(address.Block.First) ? AddressKind.Public : AddressKind.None);
}

/// <summary>What entries ask of an address before they ask for the address itself.</summary>
[Flags]
internal enum AddressKind : byte
{
    None = 0,
    IPv4 = 1,
    IPv6 = 2,

    /// <summary>The internet gateway knows it: by a public address, or as a global IPv6 address (R15, R17).</summary>
    Public = 4,
}
