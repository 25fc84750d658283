namespace Vigil.Scanning.Artifacts;

/// <summary>So many bytes a second, for all readers that share it. For any number of threads.</summary>
/// <param name="bytesPerSecond">Bytes a second, over time.</param>
/// <param name="clock">The time.</param>
public sealed class BandwidthLimit(long bytesPerSecond, TimeProvider clock)
{
    private readonly Lock _lock = new();
    private long _freeAt = clock.GetTimestamp();

    /// <summary>Takes bytes that were read.</summary>
    /// <returns>How long to wait before reading on.</returns>
    public TimeSpan Take(int bytes)
    {
        lock (_lock)
        {
            var now = clock.GetTimestamp();
            _freeAt = Math.Max(_freeAt, now) + (long)(bytes / (double)bytesPerSecond * clock.TimestampFrequency);
            return clock.GetElapsedTime(now, _freeAt);
        }
    }
}
