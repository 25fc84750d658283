namespace Vigil.Reachability.Packets;

/// <summary>A protocol that has ports (R8).</summary>
public enum Transport
{
    /// <summary>TCP, protocol 6.</summary>
    Tcp,

    /// <summary>UDP, protocol 17.</summary>
    Udp,
}
