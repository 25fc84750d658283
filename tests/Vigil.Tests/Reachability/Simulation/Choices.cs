namespace Vigil.Tests.Reachability.Simulation;

/// <summary>Decisions read from bytes: when they run out every decision is the first, so that fewer bytes make a simpler network, and shrinking works.</summary>
internal sealed class Choices(byte[] bytes)
{
    private int _at;

    /// <summary>A number below a bound.</summary>
    public int Below(int bound) => _at < bytes.Length ? bytes[_at++] % bound : 0;

    public T Of<T>(params ReadOnlySpan<T> values) => values[Below(values.Length)];

    /// <summary>Yes, once in so many times.</summary>
    public bool Once(int inTimes) => Below(inTimes) == inTimes - 1;

    /// <summary>So many things, at most.</summary>
    public T[] Some<T>(int most, Func<T> make) => [.. Enumerable.Range(0, Below(most + 1)).Select(_ => make())];
}
