using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace Vigil.Tests.Download;

/// <summary>A web server in memory: documents with a tag, ranges, and faults on demand.</summary>
internal sealed class FakePublisher : HttpMessageHandler
{
    private readonly Dictionary<string, byte[]> _documents = new(StringComparer.Ordinal);
    private readonly Queue<Func<HttpResponseMessage?>> _faults = new();
    private readonly Lock _gate = new();

    /// <summary>Method, path and the headers that matter, in the order asked.</summary>
    public List<string> Requests { get; } = [];

    /// <summary>Body bytes after which the next answer breaks off; then it is forgotten.</summary>
    public int? CutNextAt { get; set; }

    /// <summary>The date that documents have, in the place of a tag.</summary>
    public DateTimeOffset? LastModified { get; set; }

    /// <summary>What every address answers, when it is set.</summary>
    public byte[]? Everywhere { get; set; }

    public byte[] this[string path]
    {
        set => _documents[path] = value;
    }

    public void Set(string path, string text) => this[path] = Encoding.UTF8.GetBytes(text);

    public void Remove(string path) => _documents.Remove(path);

    public void FailNext(HttpStatusCode status) => _faults.Enqueue(() => new HttpResponseMessage(status));

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            var path = Uri.UnescapeDataString(request.RequestUri?.PathAndQuery ?? "").TrimStart('/');
            Requests.Add(path + (request.Headers.IfNoneMatch.Count > 0 ? " if-none-match" : "") + (request.Headers.Range is { } asked ? " " + asked : ""));
            return Task.FromResult(_faults.TryDequeue(out var fault) && fault() is { } failure ? failure : Answer(request, path));
        }
    }

    private HttpResponseMessage Answer(HttpRequestMessage request, string path)
    {
        var bytes = Everywhere;
        if (bytes is null && !_documents.TryGetValue(path, out bytes))
        {
            return new(HttpStatusCode.NotFound);
        }

        var tag = new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes))[..16]}\"");
        if (request.Headers.IfNoneMatch.Contains(tag) || request.Headers.IfModifiedSince >= LastModified)
        {
            return new(HttpStatusCode.NotModified);
        }

        var from = request.Headers.Range is not null && tag.Equals(request.Headers.IfRange?.EntityTag) ? (int)(request.Headers.Range.Ranges.First().From ?? 0) : 0;
        Stream body = new MemoryStream(bytes, from, bytes.Length - from);
        if (CutNextAt is { } cut)
        {
            CutNextAt = null;
            body = new CutStream(body, cut);
        }

        var response = new HttpResponseMessage(from > 0 ? HttpStatusCode.PartialContent : HttpStatusCode.OK) { Content = new StreamContent(body) };
        response.Headers.ETag = LastModified is null ? tag : null;
        response.Content.Headers.LastModified = LastModified;
        if (from > 0)
        {
            response.Content.Headers.ContentRange = new(from, bytes.Length - 1, bytes.Length);
        }

        return response;
    }

    private sealed class CutStream(Stream inner, int length) : MemoryStream
    {
        private int _left = length;

        public override int Read(Span<byte> buffer) =>
            _left == 0 ? throw new IOException("The connection broke.") : Take(inner.Read(buffer[..Math.Min(_left, buffer.Length)]));

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => ValueTask.FromResult(Read(buffer.Span));

        private int Take(int read)
        {
            _left -= read;
            return read;
        }
    }
}
