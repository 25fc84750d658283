using System.Collections.Immutable;
using Vigil.Reachability.Packets;

namespace Vigil.Reachability.Snapshots;

/// <summary>A route of a subnet's table or of a transit gateway's.</summary>
internal sealed record Route
{
    /// <summary>Target of the route that delivers inside the network.</summary>
    public const string Local = "local";

    /// <summary>Where it leads; <see langword="null"/> when <see cref="PrefixListId"/> says so.</summary>
    public Prefix? Destination { get; init; }

    /// <summary>List whose entries are the destinations (R28); empty otherwise.</summary>
    public string PrefixListId { get; init; } = "";

    /// <summary>Where the packet goes: a gateway, an interface, an attachment. Several where a transit gateway spreads packets; none when unknown.</summary>
    public ImmutableArray<string> Targets { get; init; } = [];

    /// <summary>Whether it takes part and then drops (R25).</summary>
    public bool IsBlackhole { get; init; }

    /// <summary>Whether it was learnt and not written (R24).</summary>
    public bool IsPropagated { get; init; }

    public bool IsLocal => !IsBlackhole && Targets is [Local];

    public bool LeadsTo(string target) => !IsBlackhole && Targets.Contains(target);
}
