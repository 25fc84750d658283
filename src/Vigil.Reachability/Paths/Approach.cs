using System.Collections.Concurrent;
using System.Collections.Immutable;
using Vigil.Reachability.Networks;
using Vigil.Reachability.Packets;

namespace Vigil.Reachability.Paths;

/// <summary>A way from an entry to the border of a subnet and back, for packets of one protocol. One instance for all destinations that share it.</summary>
/// <param name="Entry">Where packets enter.</param>
/// <param name="Transport">Their protocol.</param>
/// <param name="Clients">Addresses that they can come from.</param>
/// <param name="ReplyTarget">Where the route table of the subnet must send replies (R31).</param>
internal sealed record Approach(Entry Entry, Transport Transport, AddressSet Clients, string ReplyTarget)
{
    // thousands of openings share few sets of clients
    private readonly ConcurrentDictionary<AddressSet, ImmutableArray<string>> _blocks = [];

    /// <summary>Everybody who may be thought a client: what is said of clients tells them from these.</summary>
    public AddressSet Everybody { get; init; } = Clients;

    /// <summary>What lies between the entry and the subnet.</summary>
    public Hop[] Hops { get; init; } = [];

    /// <summary>What groups stand for that rules name.</summary>
    public ReferenceScope References { get; init; } = ReferenceScope.None;

    /// <summary>What is assumed, because another account owns what decides it; empty otherwise.</summary>
    public string Assumed { get; init; } = "";

    /// <summary>The widest blocks that hold these of its clients and none of the others.</summary>
    public ImmutableArray<string> BlocksOf(AddressSet clients) => _blocks.GetOrAdd(clients, set => ClientBlocks.Of(set, Everybody));

    // one instance for each way: identity is equality
    public bool Equals(Approach? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);
}
