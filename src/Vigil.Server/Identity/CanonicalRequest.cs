using System.Security.Cryptography;
using System.Text;
using Vigil.Server.Wire;

namespace Vigil.Server.Identity;

/// <summary>The text of a request that is signed (Signature Version 4, for services that encode the path twice).</summary>
internal static class CanonicalRequest
{
    /// <summary>The text, in the order in which its parts were signed.</summary>
    /// <exception cref="ApiException">A header that is said to be signed is not there.</exception>
    public static string Of(RawRequest request, SignedParts parts)
    {
        var text = new StringBuilder()
            .Append(request.Method).Append('\n')
            .AppendJoin('/', request.Path.Split('/').Select(Encode)).Append('\n')
            .Append(Query(request)).Append('\n');
        foreach (var name in parts.Headers)
        {
            text.Append(name).Append(':').Append(Header(request, name)).Append('\n');
        }

        return text.Append('\n').AppendJoin(';', parts.Headers).Append('\n').Append(Digest(request.Body.Span)).ToString();
    }

    /// <summary>The SHA-256 of bytes in lower-case hexadecimal.</summary>
    public static string Digest(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private static string Query(RawRequest request) => string.Join('&', request.Query
        .Where(pair => pair.Name != "X-Amz-Signature")
        .Select(pair => (Name: Encode(pair.Name), Value: Encode(pair.Value)))
        .OrderBy(pair => pair.Name, StringComparer.Ordinal).ThenBy(pair => pair.Value, StringComparer.Ordinal)
        .Select(pair => $"{pair.Name}={pair.Value}"));

    private static string Header(RawRequest request, string name)
    {
        var values = request.HeaderValues(name);
        return values.Count > 0
            ? string.Join(',', values.Select(value => string.Join(' ', value!.Split(' ', StringSplitOptions.RemoveEmptyEntries))))
            : throw ApiException.BadSignature($"The signed header {name} is not in the request.");
    }

    // A-Z a-z 0-9 - . _ ~ stay
    private static string Encode(string text) => Uri.EscapeDataString(text);
}
