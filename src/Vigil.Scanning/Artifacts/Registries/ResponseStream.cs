using System.Diagnostics.CodeAnalysis;
using System.Net;
using Vigil.Scanning.Artifacts.Layers;

namespace Vigil.Scanning.Artifacts.Registries;

/// <summary>The body of an answer. A connection that breaks is taken up again where it broke; a read that waits for the network ends when the scan is cancelled.</summary>
/// <remarks>Whoever reads compares digests, so a server that goes on with other bytes is found out.</remarks>
internal sealed class ResponseStream : ReadOnlyStream
{
    private const int MaxResumptions = 5;

    private readonly Func<long, Task<HttpResponseMessage>> _resume;
    private readonly CancellationToken _cancellation;
    private readonly CancellationTokenRegistration _registration;
    private HttpResponseMessage _response;
    private Stream _body;
    private long _position;
    private int _resumptions;

    /// <param name="response">The answer.</param>
    /// <param name="body">Its body.</param>
    /// <param name="resume">Asks for the rest from a position on.</param>
    /// <param name="cancellation">Stops.</param>
    public ResponseStream(HttpResponseMessage response, Stream body, Func<long, Task<HttpResponseMessage>> resume, CancellationToken cancellation)
    {
        _response = response;
        _body = body;
        _resume = resume;
        _cancellation = cancellation;
        // a synchronous read cannot be told to stop, but its connection can be closed
        _registration = cancellation.Register(static stream => ((ResponseStream)stream!)._response.Dispose(), this);
    }

    public override int Read(Span<byte> buffer)
    {
        while (true)
        {
            try
            {
                var read = _body.Read(buffer);
                _position += read;
                return read;
            }
            catch (Exception) when (_cancellation.IsCancellationRequested)
            {
                throw new OperationCanceledException(_cancellation);
            }
            catch (Exception ex) when (ex is HttpRequestException or IOException && _resumptions < MaxResumptions)
            {
                _resumptions++;
                Resume(ex);
            }
            catch (HttpRequestException ex)
            {
                throw new IOException(ex.Message, ex);
            }
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

    [SuppressMessage("Usage", "VSTHRD002", Justification = "Layers are read synchronously, on threads of their own that wait for the network anyhow.")]
    private void Resume(Exception broken)
    {
        _body.Dispose();
        _response.Dispose();
        _response = _resume(_position).GetAwaiter().GetResult();
        if (_response.StatusCode != HttpStatusCode.PartialContent || _response.Content.Headers.ContentRange?.From != _position)
        {
            throw new IOException($"The connection broke after {_position} bytes, and the registry does not give the rest: {broken.Message}", broken);
        }

        _body = _response.Content.ReadAsStream(_cancellation);
    }
}
