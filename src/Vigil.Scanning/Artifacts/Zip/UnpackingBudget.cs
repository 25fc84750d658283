using Vigil.Scanning.Extraction;

namespace Vigil.Scanning.Artifacts.Zip;

/// <summary>
/// Counts what a file unpacks to, with all the archives in it, so that a small file cannot keep a scan busy for ever: nested archives of zeros,
/// entries that overlap, millions of empty entries.
/// </summary>
internal sealed class UnpackingBudget(ScanLimits limits, long packedBytes)
{
    private readonly long _maxBytes = Math.Min(limits.MaxLayerBytes, Math.Max(limits.RatioGraceBytes, packedBytes / 4 * limits.MaxCompressionRatio));
    private long _bytes;
    private int _entries;

    /// <summary>Counts unpacked bytes.</summary>
    /// <exception cref="ScanLimitException">There are more than the limits allow.</exception>
    public void CountBytes(int count)
    {
        _bytes += count;
        if (_bytes > _maxBytes)
        {
            throw new ScanLimitException($"It unpacks to more than {_maxBytes} bytes: it is taken for a decompression bomb.");
        }
    }

    /// <summary>Counts an entry.</summary>
    /// <exception cref="ScanLimitException">There are more than the limits allow.</exception>
    public void CountEntry()
    {
        if (++_entries > limits.MaxEntries)
        {
            throw new ScanLimitException($"It holds more than {limits.MaxEntries} entries, the limit for one scan.");
        }
    }
}
