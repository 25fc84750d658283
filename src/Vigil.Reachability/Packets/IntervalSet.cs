using System.Numerics;

namespace Vigil.Reachability.Packets;

/// <summary>A set of numbers as sorted intervals that neither overlap nor touch. Immutable; equal sets have equal intervals.</summary>
internal sealed class IntervalSet<T> : IEquatable<IntervalSet<T>>
    where T : struct, IBinaryInteger<T>, IMinMaxValue<T>
{
    private readonly Interval<T>[] _intervals;

    private IntervalSet(Interval<T>[] intervals) => _intervals = intervals;

    /// <summary>The set without a number.</summary>
    public static IntervalSet<T> Empty { get; } = new([]);

    /// <summary>The set of all numbers.</summary>
    public static IntervalSet<T> All { get; } = new([new(T.MinValue, T.MaxValue)]);

    public ReadOnlySpan<Interval<T>> Intervals => _intervals;

    public bool IsEmpty => _intervals.Length == 0;

    /// <summary>The smallest number; the set is not empty.</summary>
    public T First => _intervals[0].First;

    /// <summary>The set of one interval.</summary>
    public static IntervalSet<T> Of(T first, T last) => first > last ? Empty : new([new(first, last)]);

    /// <summary>The union of intervals in any order.</summary>
    public static IntervalSet<T> Of(List<Interval<T>> intervals)
    {
        if (intervals.Count < 2)
        {
            return intervals.Count == 0 ? Empty : new([intervals[0]]);
        }

        intervals.Sort(static (left, right) => left.First.CompareTo(right.First));
        return new(Merge(intervals));
    }

    /// <summary>The union of intervals that are sorted already.</summary>
    public static IntervalSet<T> OfSorted(List<Interval<T>> intervals) => intervals.Count == 0 ? Empty : new(Merge(intervals));

    /// <summary>The union of many sets.</summary>
    public static IntervalSet<T> UnionOf(IEnumerable<IntervalSet<T>> sets)
    {
        var intervals = new List<Interval<T>>();
        foreach (var set in sets)
        {
            intervals.AddRange(set._intervals);
        }

        return Of(intervals);
    }

    public bool Contains(T value)
    {
        var (low, high) = (0, _intervals.Length - 1);
        while (low <= high)
        {
            var middle = (low + high) >>> 1;
            if (_intervals[middle].Contains(value))
            {
                return true;
            }

            if (value < _intervals[middle].First)
            {
                high = middle - 1;
            }
            else
            {
                low = middle + 1;
            }
        }

        return false;
    }

    public bool Overlaps(Interval<T> other)
    {
        foreach (var interval in _intervals)
        {
            if (interval.Last >= other.First)
            {
                return interval.First <= other.Last;
            }
        }

        return false;
    }

    public bool Overlaps(IntervalSet<T> other)
    {
        for (int i = 0, j = 0; i < _intervals.Length && j < other._intervals.Length;)
        {
            var (left, right) = (_intervals[i], other._intervals[j]);
            if (left.First <= right.Last && right.First <= left.Last)
            {
                return true;
            }

            _ = left.Last < right.Last ? i++ : j++;
        }

        return false;
    }

    public IntervalSet<T> Intersect(IntervalSet<T> other)
    {
        if (IsAll(this) || other.IsEmpty)
        {
            return other;
        }

        if (IsAll(other) || IsEmpty)
        {
            return this;
        }

        var common = new List<Interval<T>>();
        AddCommon(other, common);
        return common.Count == 0 ? Empty : new([.. common]);
    }

    /// <summary>Adds the intervals that another set has too.</summary>
    /// <returns>Whether it has all of this one.</returns>
    public bool AddCommon(IntervalSet<T> other, List<Interval<T>> common)
    {
        if (IsAll(other))
        {
            common.AddRange(_intervals);
            return true;
        }

        var whole = 0;
        for (int i = 0, j = 0; i < _intervals.Length && j < other._intervals.Length;)
        {
            var (left, right) = (_intervals[i], other._intervals[j]);
            var (first, last) = (T.Max(left.First, right.First), T.Min(left.Last, right.Last));
            if (first <= last)
            {
                common.Add(new(first, last));
                whole += left == new Interval<T>(first, last) ? 1 : 0;
            }

            _ = left.Last < right.Last ? i++ : j++;
        }

        return whole == _intervals.Length;
    }

    public IntervalSet<T> Union(IntervalSet<T> other) =>
        IsEmpty || ReferenceEquals(this, other) || IsAll(other) ? other
        : other.IsEmpty || IsAll(this) ? this
        : OfSorted(Sorted(_intervals, other._intervals));

    public IntervalSet<T> Except(IntervalSet<T> other) => other.IsEmpty ? this : Intersect(other.Complement());

    public bool Equals(IntervalSet<T>? other) => other is not null && _intervals.AsSpan().SequenceEqual(other._intervals);

    public override bool Equals(object? obj) => Equals(obj as IntervalSet<T>);

    public override int GetHashCode()
    {
        var hash = default(HashCode);
        foreach (var interval in _intervals)
        {
            hash.Add(interval);
        }

        return hash.ToHashCode();
    }

    private IntervalSet<T> Complement()
    {
        var gaps = new List<Interval<T>>(_intervals.Length + 1);
        var next = T.MinValue;
        foreach (var interval in _intervals)
        {
            if (next < interval.First)
            {
                gaps.Add(new(next, interval.First - T.One));
            }

            if (interval.Last == T.MaxValue)
            {
                return new([.. gaps]);
            }

            next = interval.Last + T.One;
        }

        gaps.Add(new(next, T.MaxValue));
        return new([.. gaps]);
    }

    private static bool IsAll(IntervalSet<T> set) =>
        set._intervals is [var only] && only.First == T.MinValue && only.Last == T.MaxValue;

    private static List<Interval<T>> Sorted(Interval<T>[] left, Interval<T>[] right)
    {
        var sorted = new List<Interval<T>>(left.Length + right.Length);
        int i = 0, j = 0;
        while (i < left.Length && j < right.Length)
        {
            sorted.Add(left[i].First < right[j].First ? left[i++] : right[j++]);
        }

        sorted.AddRange(left.AsSpan(i));
        sorted.AddRange(right.AsSpan(j));
        return sorted;
    }

    // in place: what is joined moves to the front
    private static Interval<T>[] Merge(List<Interval<T>> sorted)
    {
        var count = 1;
        for (var i = 1; i < sorted.Count; i++)
        {
            var (last, next) = (sorted[count - 1], sorted[i]);
            if (last.Touches(next))
            {
                sorted[count - 1] = new(last.First, T.Max(last.Last, next.Last));
            }
            else
            {
                sorted[count++] = next;
            }
        }

        return [.. System.Runtime.InteropServices.CollectionsMarshal.AsSpan(sorted)[..count]];
    }
}
