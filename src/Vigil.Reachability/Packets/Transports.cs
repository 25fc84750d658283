namespace Vigil.Reachability.Packets;

/// <summary>The protocols that a rule speaks of; those without ports are none.</summary>
[Flags]
internal enum Transports
{
    None = 0,
    Tcp = 1,
    Udp = 2,
    Both = Tcp | Udp,
}
