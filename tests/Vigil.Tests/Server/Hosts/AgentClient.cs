using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text.Json;
using Vigil.Domain.Packages;
using Vigil.Server.Identity;
using Vigil.Tests.Server.Support;

namespace Vigil.Tests.Server.Hosts;

/// <summary>What an agent says to the server.</summary>
internal sealed class AgentClient(RunningServer server, string id, AccessKey key)
{
    private readonly SignedClient _client = new(server.Address, server.Clock, key);

    public string Id => id;

    public AccessKey Key => key;

    public static async Task<string> TokenAsync(SignedClient administrator, object? input = null) =>
        (await administrator.CallAsync("CreateEnrolmentToken", input ?? new { })).Body.GetProperty("token").GetString()!;

    public static async Task<Answer> EnrolAsync(RunningServer server, string token, string? hostId = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(server.Address, "/vigil/v1/hosts/enrol"))
        {
            Content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(new { token, name = "web-1", hostId, agentVersion = "1.0" })),
        };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return await SignedClient.SendAsync(request);
    }

    /// <summary>A host with a new token.</summary>
    public static async Task<AgentClient> EnrolAsync(RunningServer server, SignedClient administrator, object? token = null)
    {
        var answer = await EnrolAsync(server, await TokenAsync(administrator, token));
        var (id, key, secret) = (answer.Body.GetProperty("hostId").GetString()!, answer.Body.GetProperty("accessKeyId").GetString()!, answer.Body.GetProperty("secretAccessKey").GetString()!);
        return new AgentClient(server, id, new AccessKey(key, administrator.Account, Role.Scanner, secret));
    }

    public Task<Answer> SubmitAsync(Inventory inventory, DateTimeOffset? takenAt = null, string? resource = null) => _client.CallAsync("SubmitInventory", new
    {
        inventory = Convert.ToBase64String(InventoryEncoder.Encode(inventory)),
        resource = resource is null ? new Dictionary<string, string>() : new() { ["id"] = resource },
        takenAt = (takenAt ?? server.Clock.GetUtcNow()).ToUnixTimeMilliseconds() / 1000.0,
    });

    public Task<Answer> ReportAsync(Inventory? inventory = null) => _client.CallAsync("ReportHost", new
    {
        inventoryDigest = inventory is null ? null : Convert.ToHexStringLower(SHA256.HashData(InventoryEncoder.Encode(inventory))),
        agentVersion = "1.1",
    });

    public Task<Answer> CallAsync(string operation, object? input = null) => _client.CallAsync(operation, input);
}
