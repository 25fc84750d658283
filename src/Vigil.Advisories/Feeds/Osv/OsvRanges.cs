using Vigil.Domain;
using Vigil.Domain.Advisories;
using Vigil.Domain.Diagnostics;
using Vigil.Domain.Versions;

namespace Vigil.Advisories.Feeds.Osv;

/// <summary>Turns the events of a range into runs of versions, as the OSV schema's evaluation does: in version order, each end closes what is open.</summary>
internal sealed class OsvRanges
{
    private readonly List<Event> _events = [];
    private readonly List<VersionRange> _ranges = [];
    private EquatableArray<VersionRange> _last = [];

    /// <summary>What an event says; in the order in which events of the same version count.</summary>
    public enum EventKind
    {
        /// <summary>First affected version.</summary>
        Introduced,

        /// <summary>First version that is not affected any more: a fix, or the limit of what the entry speaks about.</summary>
        Fixed,

        /// <summary>Last affected version.</summary>
        LastAffected,
    }

    /// <summary>Adds an event of the current range.</summary>
    public void Add(EventKind kind, string version) => _events.Add(new(kind, version == "0" ? "" : version));

    /// <summary>Closes the current range.</summary>
    /// <param name="scheme">Order of the versions.</param>
    /// <param name="unusable">Told of a range that ends before it starts.</param>
    public void EndRange(string scheme, Action<string> unusable)
    {
        VersionSchemes.TryGet(scheme, out var order);
        if (_events.Count > 2 && order is not null)
        {
            _events.Sort((left, right) => Compare(order, left, right));
        }

        string? open = null;
        foreach (var (kind, version) in _events)
        {
            if (kind == EventKind.Introduced)
            {
                open ??= version;
            }
            else if (open is not null)
            {
                Close(open, kind, version, order, unusable);
                open = null;
            }
        }

        if (open is not null)
        {
            _ranges.Add(new(open, ""));
        }

        _events.Clear();
    }

    /// <summary>The runs of all ranges; the same list as before when they are equal, as they are for the binaries of one source.</summary>
    public EquatableArray<VersionRange> Take()
    {
        if (!_last.Items.AsSpan().SequenceEqual(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_ranges)))
        {
            _last = [.. _ranges];
        }

        _ranges.Clear();
        return _last;
    }

    /// <summary>Whether all ends of the ranges are versions of the scheme; others have no sure place in its order.</summary>
    public static bool AreSound(EquatableArray<VersionRange> ranges, string scheme)
    {
        if (!VersionSchemes.TryGet(scheme, out var order))
        {
            return false;
        }

        foreach (var range in ranges)
        {
            if (!IsSound(range.Introduced, order) || !IsSound(range.Fixed, order) || !IsSound(range.LastAffected, order))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Forgets what a broken entry left.</summary>
    public void Clear()
    {
        _events.Clear();
        _ranges.Clear();
    }

    private void Close(string open, EventKind kind, string version, VersionScheme? order, Action<string> unusable)
    {
        var isEmpty = order is not null && open.Length > 0 && order.Compare(open, version) is var cmp && (cmp > 0 || (cmp == 0 && kind == EventKind.Fixed));
        if (isEmpty)
        {
            unusable($"The range from {Quote.Of(open)} to {Quote.Of(version)} ends before it starts.");
            return;
        }

        _ranges.Add(kind == EventKind.Fixed ? new(open, version) : new(open, "", version));
    }

    private static bool IsSound(string version, VersionScheme order) => version.Length == 0 || order.IsValid(version);

    private static int Compare(VersionScheme order, Event left, Event right)
    {
        var byVersion = left.Version.Length == 0 || right.Version.Length == 0
            ? left.Version.Length.CompareTo(right.Version.Length)
            : order.Compare(left.Version, right.Version);
        return byVersion != 0 ? byVersion : left.Kind.CompareTo(right.Kind);
    }

    private readonly record struct Event(EventKind Kind, string Version);
}
