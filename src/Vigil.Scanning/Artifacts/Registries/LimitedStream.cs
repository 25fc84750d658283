using Vigil.Scanning.Artifacts.Layers;

namespace Vigil.Scanning.Artifacts.Registries;

/// <summary>A stream that is read no faster than allowed.</summary>
internal sealed class LimitedStream(Stream inner, BandwidthLimit limit, CancellationToken cancellation) : ReadOnlyStream
{
    public override int Read(Span<byte> buffer)
    {
        var read = inner.Read(buffer);
        if (limit.Take(read) is var wait && wait > TimeSpan.Zero && cancellation.WaitHandle.WaitOne(wait))
        {
            cancellation.ThrowIfCancellationRequested();
        }

        return read;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }
}
