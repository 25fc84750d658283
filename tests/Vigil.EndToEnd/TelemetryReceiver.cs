using System.Collections.Concurrent;
using System.Net;
using System.Text;

namespace Vigil.EndToEnd;

/// <summary>Takes what OpenTelemetry exports over HTTP, and reads the names of it (OTLP 1.0, protocol buffers).</summary>
internal sealed class TelemetryReceiver : IDisposable
{
    private readonly HttpListener _listener = new();

    public TelemetryReceiver()
    {
        Address = $"http://127.0.0.1:{ServerProcess.FreePort()}";
        _listener.Prefixes.Add($"{Address}/");
        _listener.Start();
        _ = ListenAsync();
    }

    public string Address { get; }

    /// <summary>Names of metrics and spans, each with the service that they are of.</summary>
    public ConcurrentDictionary<(string Service, string Name), bool> Names { get; } = new();

    public void Dispose() => _listener.Close();

    private async Task ListenAsync()
    {
        try
        {
            while (true)
            {
                var context = await _listener.GetContextAsync();
                var body = new MemoryStream();
                await context.Request.InputStream.CopyToAsync(body);
                // the name of a metric is its first field, that of a span its fifth
                Read(body.ToArray(), nameField: context.Request.RawUrl == "/v1/traces" ? 5 : 1);
                context.Response.ContentType = "application/x-protobuf";
                context.Response.Close();
            }
        }
        catch (Exception fault) when (fault is HttpListenerException or ObjectDisposedException)
        {
            // the test is over
        }
        catch (Exception fault)
        {
            Names[("fault", fault.ToString())] = true;
        }
    }

    // request { 1: of a resource { 1: resource { 1: attribute { 1: key, 2: value { 1: text } } }, 2: of a scope { 2: metric or span } } }
    private void Read(byte[] request, int nameField)
    {
        foreach (var ofResource in Fields(request, 1))
        {
            var service = Fields(ofResource, 1).SelectMany(resource => Fields(resource, 1))
                .Where(attribute => Text(Fields(attribute, 1)) == "service.name").Select(attribute => Text(Fields(Fields(attribute, 2).Single(), 1))).Single();
            foreach (var one in Fields(ofResource, 2).SelectMany(scope => Fields(scope, 2)))
            {
                Names[(service, Text(Fields(one, nameField)))] = true;
            }
        }
    }

    // what is empty is not sent
    private static string Text(IEnumerable<byte[]> field) => Encoding.UTF8.GetString(field.SingleOrDefault() ?? []);

    /// <summary>The values of a field that have a length: texts and messages.</summary>
    private static IEnumerable<byte[]> Fields(byte[] message, int number)
    {
        for (var at = 0; at < message.Length;)
        {
            var tag = Number(message, ref at);
            switch (tag & 7)
            {
                case 0:
                    Number(message, ref at);
                    break;
                case 1:
                    at += sizeof(long);
                    break;
                case 5:
                    at += sizeof(int);
                    break;
                default:
                    var length = (int)Number(message, ref at);
                    if (tag >> 3 == (ulong)number)
                    {
                        yield return message[at..(at + length)];
                    }

                    at += length;
                    break;
            }
        }
    }

    private static ulong Number(byte[] message, ref int at)
    {
        var value = 0UL;
        for (var shift = 0; ; shift += 7)
        {
            var part = message[at++];
            value |= (ulong)(part & 0x7f) << shift;
            if (part < 0x80)
            {
                return value;
            }
        }
    }
}
