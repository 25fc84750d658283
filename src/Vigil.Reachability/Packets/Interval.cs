using System.Numerics;

namespace Vigil.Reachability.Packets;

/// <summary>The values from <paramref name="First"/> to <paramref name="Last"/>, both included.</summary>
internal readonly record struct Interval<T>(T First, T Last)
    where T : struct, IBinaryInteger<T>, IMinMaxValue<T>
{
    public bool Contains(T value) => First <= value && value <= Last;

    /// <summary>Whether no value lies between this interval and a later one.</summary>
    public bool Touches(Interval<T> later) => Last == T.MaxValue || later.First <= Last + T.One;
}
