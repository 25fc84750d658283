using System.Buffers;
using System.Text.Json;
using Vigil.Cli.Submission;

namespace Vigil.Cli.Agent;

/// <summary>Who this host is at its server.</summary>
/// <param name="Server">Address of the server.</param>
/// <param name="HostId">Its resource there.</param>
/// <param name="AccessKeyId">Its key.</param>
/// <param name="SecretAccessKey">The secret of that.</param>
internal sealed record HostIdentity(Uri Server, string HostId, string AccessKeyId, string SecretAccessKey)
{
    private const string File = "host.json";

    /// <summary>Signs as this host.</summary>
    public RequestSignature Signature => new(AccessKeyId, SecretAccessKey);

    /// <summary>Who this host is; <see langword="null"/> before it enrolled.</summary>
    /// <exception cref="FormatException">The file is damaged.</exception>
    public static HostIdentity? Read(StateDirectory state)
    {
        if (state.Read(File) is not { } bytes)
        {
            return null;
        }

        try
        {
            using var document = JsonDocument.Parse(bytes);
            var root = document.RootElement;
            return new HostIdentity(new Uri(Text(root, "server")), Text(root, "hostId"), Text(root, "accessKeyId"), Text(root, "secretAccessKey"));
        }
        catch (Exception fault) when (fault is JsonException or KeyNotFoundException or InvalidOperationException or UriFormatException)
        {
            throw new FormatException($"{File} in the state directory is damaged ({fault.Message}): remove it and enrol again.", fault);
        }
    }

    /// <summary>Keeps who this host is.</summary>
    public void Write(StateDirectory state)
    {
        var body = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(body);
        json.WriteStartObject();
        json.WriteString("server", Server.ToString());
        json.WriteString("hostId", HostId);
        json.WriteString("accessKeyId", AccessKeyId);
        json.WriteString("secretAccessKey", SecretAccessKey);
        json.WriteEndObject();
        json.Flush();
        state.Write(File, body.WrittenSpan);
    }

    private static string Text(JsonElement root, string name) => root.GetProperty(name).GetString() ?? throw new KeyNotFoundException($"{name} is missing");
}
