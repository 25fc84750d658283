using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;

namespace Vigil.Cli.Agent;

/// <summary>The newest inventory that the server does not have yet, and which one it has. Both survive the agent being killed at any point.</summary>
internal sealed class Spool
{
    private const string Waiting = "waiting.json";
    private const string Sent = "sent.json";

    private readonly StateDirectory _state;
    private DateTimeOffset _lastTakenAt;

    public Spool(StateDirectory state)
    {
        _state = state;
        (SentDigest, _lastTakenAt) = HeadOf(state.Read(Sent)) ?? ("", default);
        if (HeadOf(state.Read(Waiting)) is { } waiting)
        {
            (WaitingDigest, _lastTakenAt) = waiting;
        }
    }

    /// <summary>Digest of the inventory that waits; <see langword="null"/> when none does.</summary>
    public string? WaitingDigest { get; private set; }

    /// <summary>Digest of the inventory that the server has; empty when it has none.</summary>
    public string SentDigest { get; private set; }

    /// <summary>The request that waits.</summary>
    public byte[]? Request => WaitingDigest is null ? null : _state.Read(Waiting);

    /// <summary>Takes an inventory in the place of the one that waits, unless the server has it.</summary>
    /// <param name="inventory">Encoded.</param>
    /// <param name="now">When it was taken. A clock that was set back does not make it older than the one before.</param>
    /// <param name="evenIfSent">The server asks for it again.</param>
    /// <returns>Whether there is something to send.</returns>
    public bool Put(byte[] inventory, DateTimeOffset now, bool evenIfSent)
    {
        var digest = Convert.ToHexStringLower(SHA256.HashData(inventory));
        if (digest == SentDigest && !evenIfSent)
        {
            WaitingDigest = null;
            _state.Delete(Waiting);
            return false;
        }

        _lastTakenAt = now > _lastTakenAt ? now : _lastTakenAt.AddMilliseconds(1);
        _state.Write(Waiting, Document(digest, inventory));
        WaitingDigest = digest;
        return true;
    }

    /// <summary>What waited has come to the server.</summary>
    public void MarkSent()
    {
        SentDigest = WaitingDigest ?? SentDigest;
        _state.Write(Sent, Document(SentDigest, inventory: null));
        Drop();
    }

    /// <summary>What waits is of no use.</summary>
    public void Drop()
    {
        WaitingDigest = null;
        _state.Delete(Waiting);
    }

    private byte[] Document(string digest, byte[]? inventory)
    {
        var body = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(body);
        json.WriteStartObject();
        json.WriteString("digest", digest);
        json.WriteNumber("takenAt", _lastTakenAt.ToUnixTimeMilliseconds() / 1000m);
        if (inventory is not null)
        {
            json.WriteBase64String("inventory", inventory);
        }

        json.WriteEndObject();
        json.Flush();
        return body.WrittenSpan.ToArray();
    }

    // a file that is damaged counts as absent: the next inventory takes its place
    private static (string Digest, DateTimeOffset TakenAt)? HeadOf(byte[]? file)
    {
        try
        {
            using var document = JsonDocument.Parse(file ?? []);
            var root = document.RootElement;
            return (root.GetProperty("digest").GetString() ?? "", DateTimeOffset.FromUnixTimeMilliseconds((long)(root.GetProperty("takenAt").GetDecimal() * 1000)));
        }
        catch (Exception fault) when (fault is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or OverflowException or ArgumentOutOfRangeException)
        {
            return null;
        }
    }
}
