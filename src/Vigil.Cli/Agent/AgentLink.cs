using System.Buffers;
using System.Text.Json;
using Vigil.Advisories.Distribution;
using Vigil.Cli.Submission;

namespace Vigil.Cli.Agent;

/// <summary>What an agent and its server say to each other.</summary>
/// <param name="connection">To the server.</param>
internal sealed class AgentLink(ServerConnection connection)
{
    private const string UnknownKey = "UnrecognizedClientException";

    /// <summary>Becomes a host of the account that a token belongs to.</summary>
    /// <exception cref="DistributionException">The server cannot be reached, or refuses.</exception>
    public async Task<HostIdentity> EnrolAsync(Uri server, string token, string name, string? hostId, IReadOnlyList<KeyValuePair<string, string>> tags, CancellationToken cancellation)
    {
        var body = Json(json =>
        {
            json.WriteString("token", token);
            json.WriteString("name", name);
            json.WriteString("agentVersion", AgentVersion.Text);
            if (hostId is not null)
            {
                json.WriteString("hostId", hostId);
            }

            json.WriteStartObject("tags");
            foreach (var (key, value) in tags)
            {
                json.WriteString(key, value);
            }

            json.WriteEndObject();
        });
        var answer = await connection.PostAsync("/vigil/v1/hosts/enrol", body, signature: null, cancellation);
        if (!answer.IsSuccess)
        {
            throw new DistributionException($"{server} refused this host: {answer.Message}");
        }

        return Read(server, answer, root =>
        {
            string Text(string member) => root.GetProperty(member).GetString()!;
            return new HostIdentity(server, Text("hostId"), Text("accessKeyId"), Text("secretAccessKey"));
        });
    }

    /// <summary>Says that the host lives and which inventory the server should have.</summary>
    /// <exception cref="HostRevokedException">The server does not know the key.</exception>
    /// <exception cref="DistributionException">The server cannot be reached, or refuses.</exception>
    public async Task<HostOrders> ReportAsync(HostIdentity host, string sentDigest, CancellationToken cancellation)
    {
        var body = Json(json =>
        {
            json.WriteString("agentVersion", AgentVersion.Text);
            if (sentDigest.Length > 0)
            {
                json.WriteString("inventoryDigest", sentDigest);
            }
        });
        var answer = await connection.PostAsync("/vigil/v1/hosts/report", body, host.Signature, cancellation);
        Require(host, answer);
        return Read(host.Server, answer, root => new HostOrders(
            root.GetProperty("inventoryWanted").GetBoolean(),
            root.GetProperty("deepInspection").GetBoolean(),
            [.. root.GetProperty("packagePaths").EnumerateArray().Select(path => path.GetString()!)])
        {
            Pause = root.TryGetProperty("reportSeconds", out var seconds) ? TimeSpan.FromSeconds(Math.Clamp(seconds.GetInt32(), 1, 3600)) : TimeSpan.FromMinutes(5),
        });
    }

    /// <summary>Sends an inventory.</summary>
    /// <returns>Whether the server can read it: one that it refuses is of no use a second time.</returns>
    /// <exception cref="HostRevokedException">The server does not know the key.</exception>
    /// <exception cref="DistributionException">The server cannot be reached, or cannot take it now.</exception>
    public async Task<bool> SubmitAsync(HostIdentity host, byte[] request, CancellationToken cancellation)
    {
        var answer = await connection.PostAsync("/vigil/v1/inventories/submit", request, host.Signature, cancellation);
        if (answer is { ErrorType: "ValidationException" or "RequestEntityTooLargeException" })
        {
            return false;
        }

        Require(host, answer);
        return Read(host.Server, answer, root => root.GetProperty("taken").ValueKind is JsonValueKind.True or JsonValueKind.False);
    }

    // what stands between may answer in the place of the server
    private static T Read<T>(Uri server, ServerAnswer answer, Func<JsonElement, T> read)
    {
        try
        {
            using var document = JsonDocument.Parse(answer.Body);
            return read(document.RootElement);
        }
        catch (Exception fault) when (fault is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new DistributionException($"what answers at {server} is no Vigil server", fault);
        }
    }

    private static void Require(HostIdentity host, ServerAnswer answer)
    {
        if (answer is { Status: 403, ErrorType: UnknownKey })
        {
            throw new HostRevokedException(
                $"{host.Server} does not know the key of host {host.HostId} any more: it was revoked. To come back, remove the state directory and enrol again.");
        }

        if (!answer.IsSuccess)
        {
            throw new DistributionException($"{host.Server} refuses: {answer.Message}");
        }
    }

    private static byte[] Json(Action<Utf8JsonWriter> members)
    {
        var body = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(body);
        json.WriteStartObject();
        members(json);
        json.WriteEndObject();
        json.Flush();
        return body.WrittenSpan.ToArray();
    }
}

/// <summary>What the server wants of a host.</summary>
/// <param name="InventoryWanted">An inventory, whether or not it changed.</param>
/// <param name="DeepInspection">Whether to look for packages of languages.</param>
/// <param name="PackagePaths">Where else than at the usual places.</param>
internal sealed record HostOrders(bool InventoryWanted, bool DeepInspection, IReadOnlyList<string> PackagePaths)
{
    /// <summary>About when to ask for orders again. A server that does not say is asked every five minutes.</summary>
    public TimeSpan Pause { get; init; } = TimeSpan.FromMinutes(5);
}

/// <summary>The version that an agent states.</summary>
internal static class AgentVersion
{
    public static string Text { get; } = typeof(AgentVersion).Assembly.GetName().Version?.ToString(3) ?? "0.0.0";
}
