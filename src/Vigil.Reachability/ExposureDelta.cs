using System.Collections.Immutable;

namespace Vigil.Reachability;

/// <summary>How two answers differ.</summary>
/// <param name="Opened">Exposures of the later answer that the earlier has not.</param>
/// <param name="Closed">Exposures of the earlier answer that the later has not.</param>
public sealed record ExposureDelta(ImmutableArray<Exposure> Opened, ImmutableArray<Exposure> Closed)
{
    /// <summary>Exposures that the later answer lacks although nobody saw them close: its snapshot is not complete (R98).</summary>
    public ImmutableArray<Exposure> Unconfirmed { get; init; } = [];

    /// <summary>The difference of two snapshots of a network. One that is not complete closes nothing (R98).</summary>
    public static ExposureDelta Between(ReachabilityAnalysis before, ReachabilityAnalysis after)
    {
        var delta = Of(before.Exposures, after.Exposures);
        return after.IsComplete || delta.Closed.IsEmpty ? delta : delta with { Closed = [], Unconfirmed = delta.Closed };
    }

    /// <summary>The difference. Exposures are the same when instance, interface, protocol, ports, path and clients are.</summary>
    public static ExposureDelta Of(IEnumerable<Exposure> before, IEnumerable<Exposure> after)
    {
        var old = Keyed(before);
        var opened = ImmutableArray.CreateBuilder<Exposure>();
        foreach (var (key, exposure) in Keyed(after))
        {
            if (!old.Remove(key, out var same) || !same.ClientSet.Equals(exposure.ClientSet))
            {
                opened.Add(exposure);
                if (same is not null)
                {
                    old.Add(key, same);
                }
            }
        }

        return new(opened.ToImmutable(), [.. old.Values]);
    }

    private static Dictionary<Key, Exposure> Keyed(IEnumerable<Exposure> exposures)
    {
        var keyed = new Dictionary<Key, Exposure>();
        foreach (var exposure in exposures)
        {
            keyed.TryAdd(
                new(exposure.InterfaceId, exposure.Transport, exposure.PortFrom, exposure.PortTo, exposure.GroupId, string.Join(' ', exposure.Path.Select(step => step.Id)), exposure.IsIPv4),
                exposure);
        }

        return keyed;
    }

    private readonly record struct Key(string Interface, Packets.Transport Transport, ushort From, ushort To, string Group, string Path, bool IsIPv4);
}
