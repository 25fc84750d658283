using System.Globalization;
using Vigil.Reachability.Packets;

namespace Vigil.Reachability;

/// <summary>A packet that proves an exposure.</summary>
/// <param name="Sent">As the client sends it, to a public address where there is one.</param>
/// <param name="Delivered">As it arrives: translated by an internet gateway, or sent on by a load balancer.</param>
public sealed record Witness(Packet Sent, Packet Delivered);

/// <summary>Addresses and ports of a packet.</summary>
public sealed record Packet
{
    internal Packet(UInt128 source, ushort sourcePort, UInt128 destination, ushort destinationPort) =>
        (Source, SourcePort, Destination, DestinationPort) = (source, sourcePort, destination, destinationPort);

    internal UInt128 Source { get; init; }

    internal UInt128 Destination { get; init; }

    /// <summary>Address that it comes from.</summary>
    public string SourceAddress => Address.Format(Source);

    /// <summary>Port that it comes from.</summary>
    public ushort SourcePort { get; }

    /// <summary>Address that it goes to.</summary>
    public string DestinationAddress => Address.Format(Destination);

    /// <summary>Port that it goes to.</summary>
    public ushort DestinationPort { get; }

    /// <inheritdoc/>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{SourceAddress} port {SourcePort} to {DestinationAddress} port {DestinationPort}");
}
