using Vigil.Reachability.Networks;
using Vigil.Reachability.Snapshots;

namespace Vigil.Reachability.Paths;

/// <summary>A network interface in its place: in a subnet, behind groups.</summary>
internal sealed class Station(NetworkInterface networkInterface)
{
    public NetworkInterface Interface { get; set; } = networkInterface;

    /// <summary>Its subnet; <see langword="null"/> when it belongs to no instance that runs (R11, R12), or the subnet cannot be judged.</summary>
    public Site? Site { get; set; }

    /// <summary>The groups that it carries, each once.</summary>
    public CarriedGroup[] Groups { get; set; } = [];
}
