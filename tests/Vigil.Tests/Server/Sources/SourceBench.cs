using System.Text.Json;
using Vigil.Tests.Server.Support;

namespace Vigil.Tests.Server.Sources;

/// <summary>A server with an account that has all scans on, and the work done when the test says so.</summary>
internal sealed class SourceBench(RunningServer server, SignedClient client) : IAsyncDisposable
{
    public RunningServer Server => server;

    public SignedClient Client => client;

    public static async Task<SourceBench> StartAsync(params string[] arguments)
    {
        var server = await RunningServer.StartAsync(configure: null, arguments);
        return new SourceBench(server, await server.EnabledClientAsync());
    }

    /// <summary>Makes a source and does the work that follows.</summary>
    public async Task<JsonElement> PutAsync(object source)
    {
        var answer = await client.CallAsync("PutSource", source);
        Assert.True(answer.Status == 200, answer.Message);
        await WorkAsync();
        return answer.Body;
    }

    /// <summary>Does all work that is due, and what follows from it.</summary>
    public Task WorkAsync() => server.DoWorkAsync();

    /// <summary>Lets time pass until all sources are looked at again.</summary>
    public Task LaterAsync(TimeSpan? time = null)
    {
        server.Clock.Advance(time ?? TimeSpan.FromMinutes(5));
        return WorkAsync();
    }

    /// <summary>How the only source stands.</summary>
    public async Task<JsonElement> SourceAsync() => Assert.Single((await client.CallAsync("ListSources")).Body.GetProperty("sources").EnumerateArray());

    /// <summary>Reasons of coverage by the end of the id of the resource.</summary>
    public async Task<Dictionary<string, string>> CoverageAsync() => (await client.CallAsync("ListCoverage")).Body.GetProperty("coveredResources").EnumerateArray()
        .ToDictionary(entry => entry.GetProperty("resourceId").GetString()!, entry => entry.GetProperty("scanStatus").GetProperty("reason").GetString()!, StringComparer.Ordinal);

    /// <summary>Findings that are open, by resource.</summary>
    public async Task<ILookup<string, string>> FindingsAsync()
    {
        var found = new List<(string Resource, string Title)>();
        string? next = null;
        do
        {
            var page = (await client.CallAsync("ListFindings", new { nextToken = next, filterCriteria = new { findingStatus = new[] { new { comparison = "EQUALS", value = "ACTIVE" } } } })).Body;
            found.AddRange(page.GetProperty("findings").EnumerateArray().Select(finding => (finding.GetProperty("resources")[0].GetProperty("id").GetString()!, finding.GetProperty("title").GetString()!)));
            next = page.TryGetProperty("nextToken", out var token) ? token.GetString() : null;
        }
        while (next is not null);

        return found.ToLookup(one => one.Resource, one => one.Title, StringComparer.Ordinal);
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();
}
