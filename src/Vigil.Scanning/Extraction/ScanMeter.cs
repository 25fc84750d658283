namespace Vigil.Scanning.Extraction;

/// <summary>Counts what a scan has read, over all layers: for progress, and for the bounds that hold for an artifact as a whole.</summary>
internal sealed class ScanMeter(ScanLimits limits, IProgress<ScanProgress>? progress)
{
    private const long ReportEveryBytes = 1 << 20;
    private const long ReportEveryEntries = 1 << 14;

    private long _bytes;
    private long _entries;
    private long _names;
    private int _layersDone;

    /// <summary>Bytes that there are to read; 0 when unknown.</summary>
    public long BytesTotal { get; set; }

    /// <summary>Layers of the image.</summary>
    public int Layers { get; set; }

    /// <summary>Counts bytes of the artifact as stored.</summary>
    public void CountBytes(int count)
    {
        var before = Interlocked.Add(ref _bytes, count) - count;
        if (before / ReportEveryBytes != (before + count) / ReportEveryBytes)
        {
            Report();
        }
    }

    /// <summary>Counts an entry.</summary>
    /// <exception cref="ScanLimitException">There are more than the limits allow.</exception>
    public void CountEntry()
    {
        var count = Interlocked.Increment(ref _entries);
        if (count > limits.MaxEntries)
        {
            throw new ScanLimitException($"The artifact holds more than {limits.MaxEntries} entries, the limit for one scan.");
        }

        if (count % ReportEveryEntries == 0)
        {
            Report();
        }
    }

    /// <summary>Counts entries that an earlier scan has read.</summary>
    /// <exception cref="ScanLimitException">There are more than the limits allow.</exception>
    public void CountEntries(int entries)
    {
        if (Interlocked.Add(ref _entries, entries) > limits.MaxEntries)
        {
            throw new ScanLimitException($"The artifact holds more than {limits.MaxEntries} entries, the limit for one scan.");
        }
    }

    /// <summary>Counts bytes of names that are kept until the merge.</summary>
    /// <exception cref="ScanLimitException">There are more than the limits allow.</exception>
    public void CountNames(int bytes)
    {
        if (Interlocked.Add(ref _names, bytes) > limits.MaxLinkNameBytes)
        {
            throw new ScanLimitException($"The names of links and deletions take more than {limits.MaxLinkNameBytes} bytes, the limit for one scan.");
        }
    }

    /// <summary>Counts a layer that was read to its end.</summary>
    public void CountLayer()
    {
        Interlocked.Increment(ref _layersDone);
        Report();
    }

    private void Report() => progress?.Report(new ScanProgress(
        Interlocked.Read(ref _bytes), BytesTotal, Interlocked.Read(ref _entries), Volatile.Read(ref _layersDone), Layers));
}
