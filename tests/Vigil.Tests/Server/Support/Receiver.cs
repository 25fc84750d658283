using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Vigil.Tests.Server.Support;

/// <summary>Stands in for whoever is told: a real listener that keeps what it got and answers what the test says.</summary>
internal sealed class Receiver : IAsyncDisposable
{
    private readonly WebApplication _listener;

    private Receiver(WebApplication listener) => _listener = listener;

    /// <summary>What was received, in order.</summary>
    public ConcurrentQueue<Message> Messages { get; } = new();

    /// <summary>What is answered: status and body.</summary>
    public Func<Message, (int Status, string Body)> Answer { get; set; } = _ => (200, "{}");

    public string Address => _listener.Urls.Single();

    public static async Task<Receiver> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var receiver = new Receiver(builder.Build());
        receiver._listener.Run(receiver.TakeAsync);
        await receiver._listener.StartAsync(TestContext.Current.CancellationToken);
        return receiver;
    }

    public ValueTask DisposeAsync() => _listener.DisposeAsync();

    private async Task TakeAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var message = new Message(
            context.Request.Path, await reader.ReadToEndAsync(), context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase));
        Messages.Enqueue(message);
        var (status, body) = Answer(message);
        context.Response.StatusCode = status;
        await context.Response.WriteAsync(body);
    }
}

/// <summary>One request.</summary>
internal sealed record Message(string Path, string Body, IReadOnlyDictionary<string, string> Headers);
