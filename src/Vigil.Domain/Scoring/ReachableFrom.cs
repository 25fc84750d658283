namespace Vigil.Domain.Scoring;

/// <summary>From where the vulnerable resource can be reached over the network.</summary>
public enum ReachableFrom
{
    /// <summary>Nobody looked: no adjustment.</summary>
    NotAssessed,

    /// <summary>There is an open path from the internet.</summary>
    Internet,

    /// <summary>There are open paths, all from other networks of the owner: peering, VPN, other subnets.</summary>
    Peered,

    /// <summary>There is no open path.</summary>
    None,
}
