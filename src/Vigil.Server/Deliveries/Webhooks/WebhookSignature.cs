using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Vigil.Server.Deliveries.Webhooks;

/// <summary>
/// Signs a message as Standard Webhooks has it: HMAC-SHA-256 over id, time and body, so that a receiver can tell who sent it and that it is not an old one.
/// </summary>
internal static class WebhookSignature
{
    /// <summary>The headers <c>webhook-id</c>, <c>webhook-timestamp</c> and, with a secret, <c>webhook-signature</c>.</summary>
    public static IEnumerable<KeyValuePair<string, string>> HeadersOf(string id, DateTimeOffset now, ReadOnlySpan<byte> body, string secret)
    {
        var time = now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var headers = new List<KeyValuePair<string, string>> { new("webhook-id", id), new("webhook-timestamp", time) };
        if (secret.Length > 0)
        {
            byte[] signed = [.. Encoding.UTF8.GetBytes($"{id}.{time}."), .. body];
            headers.Add(new("webhook-signature", "v1," + Convert.ToBase64String(HMACSHA256.HashData(KeyOf(secret), signed))));
        }

        return headers;
    }

    // a secret with this prefix is base 64, any other is taken as it is
    private static byte[] KeyOf(string secret)
    {
        const string Prefix = "whsec_";
        var bytes = new byte[secret.Length];
        return secret.StartsWith(Prefix, StringComparison.Ordinal) && Convert.TryFromBase64String(secret[Prefix.Length..], bytes, out var length)
            ? bytes[..length]
            : Encoding.UTF8.GetBytes(secret);
    }
}
