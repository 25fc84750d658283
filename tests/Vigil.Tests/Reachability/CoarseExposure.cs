using Vigil.Reachability;
using Vigil.Reachability.Packets;

namespace Vigil.Tests.Reachability;

/// <summary>The compared answer: ports united into maximal ranges over interfaces, groups and families (R93).</summary>
internal readonly record struct CoarseExposure(string InstanceId, string Protocol, int PortFrom, int PortTo, string EntryId, string Via) : IComparable<CoarseExposure>
{
    public static List<CoarseExposure> Of(IEnumerable<Exposure> exposures) =>
    [
        .. exposures.GroupBy(one => (one.InstanceId, one.Transport, one.Entry.Id, one.Via)).SelectMany(group =>
            IntervalSet<ushort>.Of([.. group.Select(one => new Interval<ushort>(one.PortFrom, one.PortTo))]).Intervals.ToArray().Select(ports =>
                new CoarseExposure(group.Key.InstanceId, group.Key.Transport == Transport.Tcp ? "TCP" : "UDP", ports.First, ports.Last, group.Key.Id, group.Key.Via)))
            .Order(),
    ];

    public int CompareTo(CoarseExposure other) => string.CompareOrdinal(ToString(), other.ToString());
}
