using Vigil.Scanning.Artifacts.Layers;

namespace Vigil.Scanning.Artifacts.Registries;

/// <summary>The body of an answer. A read that waits for the network ends when the scan is cancelled.</summary>
internal sealed class ResponseStream : ReadOnlyStream
{
    private readonly HttpResponseMessage _response;
    private readonly Stream _body;
    private readonly CancellationToken _cancellation;
    private readonly CancellationTokenRegistration _registration;

    public ResponseStream(HttpResponseMessage response, Stream body, CancellationToken cancellation)
    {
        _response = response;
        _body = body;
        _cancellation = cancellation;
        // a synchronous read cannot be told to stop, but its connection can be closed
        _registration = cancellation.Register(static response => ((HttpResponseMessage)response!).Dispose(), response);
    }

    public override int Read(Span<byte> buffer)
    {
        try
        {
            return _body.Read(buffer);
        }
        catch (Exception) when (_cancellation.IsCancellationRequested)
        {
            throw new OperationCanceledException(_cancellation);
        }
        catch (HttpRequestException ex)
        {
            throw new IOException(ex.Message, ex);
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _registration.Dispose();
            _body.Dispose();
            _response.Dispose();
        }

        base.Dispose(disposing);
    }
}
