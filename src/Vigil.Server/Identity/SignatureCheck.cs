using System.Security.Cryptography;
using System.Text;
using Vigil.Server.Wire;

namespace Vigil.Server.Identity;

/// <summary>Says who signed a request, or refuses it.</summary>
/// <param name="keys">The keys that may sign.</param>
/// <param name="replays">Remembers signatures.</param>
/// <param name="clock">The time.</param>
internal sealed class SignatureCheck(AccessKeys keys, ReplayWindow replays, TimeProvider clock)
{
    /// <summary>How far the clock of a client may be off, either way.</summary>
    public static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(5);

    /// <summary>Verifies the signature of a request to a service.</summary>
    /// <exception cref="ApiException">It is missing, wrong, too old, too new or was used before.</exception>
    public Caller Verify(RawRequest request, string service)
    {
        var parts = SignedParts.Read(request);
        RequireService(parts, service);
        var now = clock.GetUtcNow();
        RequireTime(parts, now);
        var key = keys.Find(parts.AccessKeyId) ?? throw ApiException.UnknownKey();
        RequireBody(request);
        RequireSignature(request, parts, key.Secret);
        if (!replays.TryAdd(request, parts, now))
        {
            throw ApiException.BadSignature("This signature was used before: sign each request anew.");
        }

        return new Caller(key.Account, key.Role, key.Id, parts.Region, key.Resource);
    }

    private static void RequireService(SignedParts parts, string service)
    {
        if (parts.Service != service)
        {
            throw ApiException.BadSignature($"The credential should be scoped to the service {service}, not {parts.Service}.");
        }
    }

    private static void RequireTime(SignedParts parts, DateTimeOffset now)
    {
        if (parts.Time > now + ClockSkew)
        {
            throw ApiException.BadSignature($"Signature not yet current: {parts.TimeText} is later than {now:yyyyMMdd'T'HHmmss'Z'} and 5 minutes.");
        }

        if (parts.GoodUntil < now)
        {
            throw ApiException.BadSignature($"Signature expired: {parts.TimeText} is too long before {now:yyyyMMdd'T'HHmmss'Z'}.");
        }
    }

    // a client that says what it hashed has to have hashed this
    private static void RequireBody(RawRequest request)
    {
        if (request.HeaderValues("x-amz-content-sha256") is [{ } said] && said != CanonicalRequest.Digest(request.Body.Span))
        {
            throw ApiException.BadSignature("The body is not the one that was signed: its SHA-256 is another than X-Amz-Content-Sha256.");
        }
    }

    private static void RequireSignature(RawRequest request, SignedParts parts, string secret)
    {
        var canonical = CanonicalRequest.Of(request, parts);
        var toSign = $"{SignedParts.Algorithm}\n{parts.TimeText}\n{parts.Scope}\n{CanonicalRequest.Digest(Encoding.UTF8.GetBytes(canonical))}";
        var expected = Convert.ToHexStringLower(Sign(SigningKey(parts, secret), toSign));
        if (!CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(expected), Encoding.UTF8.GetBytes(parts.Signature)))
        {
            throw ApiException.BadSignature("The request signature we calculated does not match the signature you provided. Check your secret access key and signing method.");
        }
    }

    private static byte[] SigningKey(SignedParts parts, string secret)
    {
        var key = Encoding.UTF8.GetBytes($"AWS4{secret}");
        foreach (var part in (ReadOnlySpan<string>)[parts.Day, parts.Region, parts.Service, "aws4_request"])
        {
            key = Sign(key, part);
        }

        return key;
    }

    private static byte[] Sign(byte[] key, string text) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text));
}
