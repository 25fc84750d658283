using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Text;
using System.Text.Json;

namespace Vigil.EndToEnd;

/// <summary>Stands in for everybody who is told: a webhook, EventBridge, Security Hub.</summary>
internal sealed class Listener : IDisposable
{
    private readonly HttpListener _listener = new();
    private readonly Stopwatch _clock = Stopwatch.StartNew();

    public Listener(int port)
    {
        Address = $"http://127.0.0.1:{port}";
        _listener.Prefixes.Add($"{Address}/");
        _listener.Start();
        _ = ListenAsync();
    }

    public string Address { get; }

    /// <summary>Time on this listener's clock.</summary>
    public TimeSpan Now => _clock.Elapsed;

    /// <summary>What was told: by whom, of which event, about which resource and flaw, and when.</summary>
    public ConcurrentQueue<Told> Heard { get; } = new();

    public void Dispose() => _listener.Close();

    private async Task ListenAsync()
    {
        try
        {
            while (true)
            {
                var context = await _listener.GetContextAsync();
                using var document = await JsonDocument.ParseAsync(context.Request.InputStream);
                var told = document.RootElement;
                var answer = told.TryGetProperty("Entries", out _) ? Events(told) : told.TryGetProperty("Findings", out _) ? Hub(told) : Hook(told);
                await context.Response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(answer));
                context.Response.Close();
            }
        }
        catch (Exception fault) when (fault is HttpListenerException or ObjectDisposedException)
        {
            // the test is over
        }
    }

    private string Hook(JsonElement told)
    {
        var kind = told.GetProperty("type").GetString()!;
        if (kind.StartsWith("vigil.finding", StringComparison.Ordinal))
        {
            Hear("webhook", kind["vigil.finding.".Length..], told.GetProperty("subject").GetString()!, told.GetProperty("data").GetProperty("title").GetString()!);
        }

        return "{}";
    }

    private string Events(JsonElement told)
    {
        var entries = told.GetProperty("Entries").EnumerateArray().ToList();
        foreach (var detail in entries.Where(entry => entry.GetProperty("DetailType").GetString() == "Inspector2 Finding").Select(entry => JsonDocument.Parse(entry.GetProperty("Detail").GetString()!).RootElement))
        {
            Hear("EventBridge", detail.GetProperty("status").GetString()!, detail.GetProperty("resources")[0].GetProperty("id").GetString()!, detail.GetProperty("title").GetString()!);
        }

        return $$"""{"FailedEntryCount":0,"Entries":[{{string.Join(',', entries.Select(_ => """{"EventId":"x"}"""))}}]}""";
    }

    private string Hub(JsonElement told)
    {
        var findings = told.GetProperty("Findings").EnumerateArray().ToList();
        foreach (var finding in findings)
        {
            Hear("Security Hub", finding.GetProperty("RecordState").GetString()!, finding.GetProperty("Resources")[0].GetProperty("Id").GetString()!, finding.GetProperty("Title").GetString()!);
        }

        return $$"""{"FailedCount":0,"SuccessCount":{{findings.Count}},"FailedFindings":[]}""";
    }

    private void Hear(string by, string what, string resource, string title) => Heard.Enqueue(new Told(by, what, resource, title, Now));
}

/// <summary>Something that was told.</summary>
internal sealed record Told(string By, string What, string Resource, string Title, TimeSpan At);
