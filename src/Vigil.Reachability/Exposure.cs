using System.Collections.Immutable;
using Vigil.Reachability.Packets;
using Vigil.Reachability.Paths;
using Vigil.Reachability.Snapshots;

namespace Vigil.Reachability;

/// <summary>A range of ports of an instance that clients outside its network reach, over one path (R1, R93).</summary>
public sealed class Exposure
{
    private readonly Station _station;
    private readonly int _address;
    private readonly AddressSet? _clients;

    internal Exposure(Opening opening, Station station, int address, AddressSet? clients = null) =>
        (Opening, _station, _address, _clients) = (opening, station, address, clients);

    /// <summary>What <see cref="Via"/> says when no load balancer is on the path.</summary>
    public const string Direct = "direct";

    /// <summary>The instance.</summary>
    public string InstanceId => _station.Interface.InstanceId;

    /// <summary>Its interface.</summary>
    public string InterfaceId => _station.Interface.Id;

    /// <summary>The protocol.</summary>
    public Transport Transport => Opening.Gate.Transport;

    /// <summary>First port of the instance that is open, 0 to 65535.</summary>
    public ushort PortFrom => Opening.Ports.First;

    /// <summary>Last port of the range, not before the first.</summary>
    public ushort PortTo => Opening.Ports.Last;

    /// <summary>Where packets enter.</summary>
    public Component Entry => Opening.Gate.Approach.Entry.Component;

    /// <summary><see cref="Direct"/>, the ARN of the load balancer, or the name of a classic one.</summary>
    public string Via => Opening.Gate.Relay?.Via ?? Direct;

    /// <summary>The security group whose rules open the range.</summary>
    public string GroupId => Opening.Group.Id;

    /// <summary>What is assumed, because another account owns what decides it; empty otherwise (R45, R49).</summary>
    public string Assumed => Opening.Gate.Approach.Assumed;

    /// <summary>The components that packets pass, from the entry to the instance (R96).</summary>
    public ImmutableArray<Component> Path =>
        [.. Opening.Gate.Steps, new(GroupId, Component.SecurityGroup), new(InterfaceId, Component.Interface), new(InstanceId, Component.Instance)];

    /// <summary>The components that judge the reply, from the instance back to the entry: groups are stateful and do not.</summary>
    public ImmutableArray<Component> ReplyPath =>
        [new(InstanceId, Component.Instance), new(InterfaceId, Component.Interface), .. Opening.Gate.ReplySteps];

    /// <summary>Blocks of the client addresses that reach a port of the range at least. Addresses that can be no clients of the entry may lie in them.</summary>
    public ImmutableArray<string> Clients => Opening.Gate.Approach.BlocksOf(ClientSet);

    /// <summary>A packet that arrives: as the client sends it, and as the interface gets it.</summary>
    public Witness Witness
    {
        get
        {
            var gate = Opening.Gate;
            var sender = Opening.FirstSenders.First;
            var delivered = new Packet(sender, gate.Replies.PortsAt(sender).First, At.Block.First, PortFrom);
            if (gate.Relay is not { } relay)
            {
                return new(delivered with { Destination = PublicOr(At.PublicAddress, At.Block.First) }, delivered);
            }

            while (relay.Before.Relay is { } before)
            {
                relay = before;
            }

            var client = IsRenewed ? ClientSet.First : sender;
            return new(new(client, relay.Before.Replies.PortsAt(client).First, PublicOr(relay.Node.PublicAddress, relay.Node.Addresses.First), relay.Port), delivered);
        }
    }

    internal bool IsDeliveredToIPv4 => At.Block.IsIPv4;

    /// <summary>Whether its packets may go to an address: one of the interface, of the family that is open.</summary>
    internal bool Delivers(UInt128 address) => Address.IsIPv4(address) == IsDeliveredToIPv4 && _station.Interface.Addresses.Any(known => known.Block.Contains(address));

    internal bool IsIPv4 => Address.IsIPv4(ClientSet.First);

    internal Opening Opening { get; }

    internal AddressSet ClientSet => _clients ?? (IsRenewed ? Opening.Gate.Relay!.Clients : Opening.Senders);

    private InterfaceAddress At => _station.Interface.Addresses[_address];

    private bool IsRenewed => Opening.Gate.IsRenewed;

    internal Exposure With(AddressSet clients) => new(Opening, _station, _address, clients);

    /// <inheritdoc/>
    public override string ToString() => $"{InstanceId} {Transport} {PortFrom}-{PortTo} {Entry.Id} {Via} {GroupId}";

    private UInt128 PublicOr(string publicAddress, UInt128 privateAddress) =>
        Entry.Type == Component.InternetGateway && Address.TryParse(System.Text.Encoding.UTF8.GetBytes(publicAddress), out var known) ? known : privateAddress;
}
