using Vigil.Reachability;

namespace Vigil.Cli.Commands.Reach;

/// <summary>The order in which exposures are written: by instance, protocol, port, entry, and then by what tells paths apart.</summary>
internal static class ExposureOrder
{
    public static List<Exposure> Sorted(IEnumerable<Exposure> exposures)
    {
        var sorted = exposures.ToList();
        sorted.Sort(Compare);
        return sorted;
    }

    private static int Compare(Exposure left, Exposure right)
    {
        var order = string.CompareOrdinal(left.InstanceId, right.InstanceId);
        order = order != 0 ? order : left.Transport.CompareTo(right.Transport);
        order = order != 0 ? order : left.PortFrom.CompareTo(right.PortFrom);
        order = order != 0 ? order : left.PortTo.CompareTo(right.PortTo);
        order = order != 0 ? order : string.CompareOrdinal(left.Entry.Id, right.Entry.Id);
        order = order != 0 ? order : string.CompareOrdinal(left.Via, right.Via);
        order = order != 0 ? order : string.CompareOrdinal(left.InterfaceId, right.InterfaceId);
        return order != 0 ? order : string.CompareOrdinal(left.GroupId, right.GroupId);
    }
}
