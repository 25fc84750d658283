using System.Net;
using System.Net.Http.Headers;
using Vigil.Scanning.Artifacts.Registries;

namespace Vigil.Tests.Artifacts.Registries;

public sealed class ResponseStreamTests
{
    private static readonly byte[] Blob = [.. Enumerable.Range(0, 100).Select(number => (byte)number)];

    [Fact]
    public void A_connection_that_breaks_is_taken_up_again_where_it_broke()
    {
        var asked = new List<long>();
        using var stream = Open(brokenAfter: 30, position =>
        {
            asked.Add(position);
            return Rest(position, brokenAfter: position == 30 ? 25 : int.MaxValue);
        });
        var read = new MemoryStream();

        stream.CopyTo(read);

        Assert.Equal(Blob, read.ToArray());
        Assert.Equal([30, 55], asked);
    }

    [Fact]
    public void A_registry_that_begins_anew_or_breaks_again_and_again_fails_the_read()
    {
        var attempts = 0;
        using var anew = Open(brokenAfter: 30, _ => new HttpResponseMessage(HttpStatusCode.OK) { Content = new ByteArrayContent(Blob) });
        using var again = Open(brokenAfter: 30, position =>
        {
            attempts++;
            return Rest(position, brokenAfter: 0);
        });

        Assert.Throws<IOException>(() => anew.CopyTo(Stream.Null));
        Assert.Throws<IOException>(() => again.CopyTo(Stream.Null));
        Assert.Equal(5, attempts);
    }

    private static ResponseStream Open(int brokenAfter, Func<long, HttpResponseMessage> resume)
    {
        var response = new HttpResponseMessage(HttpStatusCode.OK) { Content = new StreamContent(new BreakingStream(Blob, brokenAfter)) };
        return new ResponseStream(response, response.Content.ReadAsStream(), position => Task.FromResult(resume(position)), CancellationToken.None);
    }

    private static HttpResponseMessage Rest(long position, int brokenAfter)
    {
        var response = new HttpResponseMessage(HttpStatusCode.PartialContent) { Content = new StreamContent(new BreakingStream(Blob[(int)position..], brokenAfter)) };
        response.Content.Headers.ContentRange = new ContentRangeHeaderValue(position, Blob.Length - 1, Blob.Length);
        return response;
    }

    private sealed class BreakingStream(byte[] bytes, int brokenAfter) : MemoryStream
    {
        private int _at;

        public override int Read(Span<byte> buffer)
        {
            var end = Math.Min(brokenAfter, bytes.Length);
            if (_at == end && end < bytes.Length)
            {
                throw new IOException("The connection broke.");
            }

            var taken = Math.Min(buffer.Length, end - _at);
            bytes.AsSpan(_at, taken).CopyTo(buffer);
            _at += taken;
            return taken;
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));
    }
}
