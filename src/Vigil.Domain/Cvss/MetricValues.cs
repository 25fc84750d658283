namespace Vigil.Domain.Cvss;

/// <summary>The values of up to 32 metrics, four bits each; 0 is "not defined".</summary>
internal readonly record struct MetricValues(UInt128 Bits)
{
    public int this[int metric] => (int)(Bits >> (4 * metric)) & 15;

    public MetricValues With(int metric, int value) => new((Bits & ~((UInt128)15 << (4 * metric))) | ((UInt128)(uint)value << (4 * metric)));

    /// <summary>Whether one of <paramref name="count"/> metrics from <paramref name="first"/> on is defined.</summary>
    public bool AnyIn(int first, int count) => (Bits >> (4 * first) & ((UInt128.One << (4 * count)) - 1)) != 0;

    /// <summary>These values with all but <paramref name="count"/> metrics undefined, counted from the first.</summary>
    public MetricValues First(int count) => new(Bits & ((UInt128.One << (4 * count)) - 1));
}
