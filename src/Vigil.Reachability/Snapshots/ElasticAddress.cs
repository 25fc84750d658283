using Vigil.Reachability.Packets;

namespace Vigil.Reachability.Snapshots;

/// <summary>A public address associated with a private one of an interface (R15).</summary>
internal sealed record ElasticAddress(string PublicAddress, string InterfaceId, Prefix? PrivateAddress);
