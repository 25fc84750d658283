using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using Vigil.Server.Model;

namespace Vigil.EndToEnd;

/// <summary>Stands between a client and a server, changes nothing, and holds every answer to the model: nothing unknown, nothing missing, nothing of another type.</summary>
internal sealed class ModelProxy : IDisposable
{
    // what any operation may say (spec: common errors)
    private static readonly string[] CommonErrors =
        ["AccessDeniedException", "InvalidSignatureException", "UnrecognizedClientException", "ThrottlingException", "ValidationException"];

    private readonly HttpListener _listener = new();
    private readonly HttpClient _client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false });
    private readonly string _server;

    public ModelProxy(string server)
    {
        _server = server;
        Address = $"http://127.0.0.1:{ServerProcess.FreePort()}";
        _listener.Prefixes.Add($"{Address}/");
        _listener.Start();
        _ = ServeAsync();
    }

    public string Address { get; }

    /// <summary>What did not agree with the model.</summary>
    public ConcurrentQueue<string> Faults { get; } = new();

    /// <summary>Operations that were answered, and those that were refused.</summary>
    public ConcurrentDictionary<(string Operation, bool IsRefusal), int> Answers { get; } = new();

    public void Dispose()
    {
        _listener.Close();
        _client.Dispose();
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                var context = await _listener.GetContextAsync();
                await PassAsync(context);
            }
        }
        catch (Exception fault) when (fault is HttpListenerException or ObjectDisposedException)
        {
            // the test is over
        }
    }

    private async Task PassAsync(HttpListenerContext context)
    {
        using var request = await CopyAsync(context.Request);
        using var response = await _client.SendAsync(request);
        var body = await response.Content.ReadAsByteArrayAsync();
        Check(context.Request, response, body);

        context.Response.StatusCode = (int)response.StatusCode;
        foreach (var (name, values) in response.Headers.Concat(response.Content.Headers).Where(header => header.Key is not ("Content-Length" or "Transfer-Encoding" or "Date" or "Server")))
        {
            context.Response.Headers[name] = string.Join(',', values);
        }

        context.Response.ContentLength64 = body.Length;
        await context.Response.OutputStream.WriteAsync(body);
        context.Response.Close();
    }

    // host and path are signed: both go on as they came
    private async Task<HttpRequestMessage> CopyAsync(HttpListenerRequest from)
    {
        var body = new MemoryStream();
        await from.InputStream.CopyToAsync(body);
        var target = new Uri(_server + from.RawUrl, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });
        var to = new HttpRequestMessage(new HttpMethod(from.HttpMethod), target) { Content = body.Length > 0 ? new ByteArrayContent(body.ToArray()) : null };
        foreach (var name in from.Headers.AllKeys.OfType<string>().Where(name => name is not ("Connection" or "Content-Length" or "Transfer-Encoding" or "Expect")))
        {
            if (!to.Headers.TryAddWithoutValidation(name, from.Headers[name]))
            {
                to.Content?.Headers.TryAddWithoutValidation(name, from.Headers[name]);
            }
        }

        return to;
    }

    private void Check(HttpListenerRequest request, HttpResponseMessage response, byte[] body)
    {
        var path = request.RawUrl!.Split('?')[0];
        var operation = ApiModel.Inspector2.Operations.Values.FirstOrDefault(one =>
            one.Method == request.HttpMethod && (one.Path == path || (one.Path.Contains('{', StringComparison.Ordinal) && path.StartsWith(one.Path.Split('{')[0], StringComparison.Ordinal))));
        if (operation is null)
        {
            Faults.Enqueue($"{request.HttpMethod} {path} is no operation");
            return;
        }

        var isRefusal = !response.IsSuccessStatusCode;
        Answers.AddOrUpdate((operation.Name, isRefusal), 1, (_, count) => count + 1);
        var answer = JsonDocument.Parse(body.Length > 0 ? body : "{}"u8.ToArray()).RootElement;
        var validation = new Validation(isStrict: true);
        if (isRefusal)
        {
            var error = response.Headers.TryGetValues("x-amzn-ErrorType", out var types) ? types.Single() : "";
            if (!operation.Errors.Contains(error) && !CommonErrors.Contains(error))
            {
                Faults.Enqueue($"{operation.Name} is refused with '{error}', which it does not declare");
            }
            else if (operation.Errors.Contains(error))
            {
                validation.Check(ApiModel.Inspector2[error], answer, "");
            }
        }
        else
        {
            validation.CheckMembers(operation.Output.Members, answer, "");
        }

        // groups of coverage are named by their words, as the original does
        foreach (var fault in validation.Faults.Where(fault => !fault.Member.EndsWith("groupKey", StringComparison.Ordinal)))
        {
            Faults.Enqueue($"{operation.Name}: {fault.Member} {fault.Message}");
        }
    }
}
