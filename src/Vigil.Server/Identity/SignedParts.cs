using System.Collections.Immutable;
using System.Globalization;
using Vigil.Server.Wire;

namespace Vigil.Server.Identity;

/// <summary>What a request says of its signature (Signature Version 4), in the header <c>Authorization</c> or in the query.</summary>
internal sealed record SignedParts
{
    public const string Algorithm = "AWS4-HMAC-SHA256";

    private const string TimeFormat = "yyyyMMdd'T'HHmmss'Z'";

    public required string AccessKeyId { get; init; }

    /// <summary>Day of the scope, <c>20261124</c>.</summary>
    public required string Day { get; init; }

    public required string Region { get; init; }

    public required string Service { get; init; }

    /// <summary>Lower case, in the order in which they are signed.</summary>
    public required ImmutableArray<string> Headers { get; init; }

    /// <summary>64 hexadecimal digits.</summary>
    public required string Signature { get; init; }

    /// <summary>The time as it is signed: <c>20261124T134357Z</c>.</summary>
    public required string TimeText { get; init; }

    /// <summary>The same as a time.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>How long a signature in the query is good for; <see langword="null"/> of one in the header.</summary>
    public TimeSpan? Lifetime { get; init; }

    /// <summary>When the signature is too old.</summary>
    public DateTimeOffset GoodUntil => Time + (Lifetime ?? SignatureCheck.ClockSkew);

    public string Scope => $"{Day}/{Region}/{Service}/aws4_request";

    /// <summary>Reads them.</summary>
    /// <exception cref="ApiException">They are missing, twofold or not well-formed.</exception>
    public static SignedParts Read(RawRequest request)
    {
        var authorization = request.HeaderValues("authorization");
        if (authorization.Count > 0)
        {
            return authorization.Count == 1
                ? OfHeader(authorization[0]!, request)
                : throw ApiException.IncompleteSignature("There is more than one Authorization header.");
        }

        return request.Query.Any(pair => pair.Name == "X-Amz-Algorithm") ? OfQuery(request) : throw ApiException.NotSigned();
    }

    private static SignedParts OfHeader(string authorization, RawRequest request)
    {
        var space = authorization.IndexOf(' ', StringComparison.Ordinal);
        if (space < 0 || authorization[..space] != Algorithm)
        {
            throw ApiException.IncompleteSignature($"Authorization must begin with {Algorithm}.");
        }

        var parts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var part in authorization[(space + 1)..].Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0 || !parts.TryAdd(part[..equals], part[(equals + 1)..]))
            {
                throw ApiException.IncompleteSignature("Authorization is not a list of name=value.");
            }
        }

        var time = request.HeaderValues("x-amz-date") is [{ } text] ? text : throw ApiException.IncompleteSignature("The header X-Amz-Date is missing.");
        return Make(name => parts.GetValueOrDefault(name), time, lifetime: null);
    }

    private static SignedParts OfQuery(RawRequest request)
    {
        if (Value("Algorithm") != Algorithm)
        {
            throw ApiException.IncompleteSignature($"X-Amz-Algorithm must be {Algorithm}.");
        }

        var isNumber = int.TryParse(Value("Expires"), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds);
        return isNumber && seconds is > 0 and <= 604_800
            ? Make(Value, Value("Date") ?? "", TimeSpan.FromSeconds(seconds))
            : throw ApiException.IncompleteSignature("X-Amz-Expires must be 1 to 604800.");

        string? Value(string name)
        {
            var values = request.Query.Where(pair => pair.Name == $"X-Amz-{name}").ToList();
            return values.Count == 1 ? values[0].Value : null;
        }
    }

    private static SignedParts Make(Func<string, string?> valueOf, string timeText, TimeSpan? lifetime)
    {
        var credential = Need("Credential").Split('/');
        if (credential.Length != 5 || credential[4] != "aws4_request" || credential.Any(part => part.Length is 0 or > 128))
        {
            throw ApiException.IncompleteSignature("Credential must be key/day/region/service/aws4_request.");
        }

        var isTime = DateTimeOffset.TryParseExact(timeText, TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time);
        if (!isTime || !timeText.StartsWith(credential[1], StringComparison.Ordinal) || credential[1].Length != 8)
        {
            throw ApiException.IncompleteSignature("X-Amz-Date must be a time like 20261124T134357Z, on the day of the credential.");
        }

        var headers = Need("SignedHeaders").Split(';');
        return headers.Contains("host", StringComparer.Ordinal)
            ? new SignedParts
            {
                AccessKeyId = credential[0],
                Day = credential[1],
                Region = credential[2],
                Service = credential[3],
                Headers = [.. headers],
                Signature = Need("Signature"),
                TimeText = timeText,
                Time = time,
                Lifetime = lifetime,
            }
            : throw ApiException.IncompleteSignature("The header host must be signed.");

        string Need(string name) =>
            valueOf(name) is { Length: > 0 } value ? value : throw ApiException.IncompleteSignature($"The signature lacks its {name}.");
    }
}
