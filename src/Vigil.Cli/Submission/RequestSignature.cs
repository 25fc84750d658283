using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Vigil.Cli.Submission;

/// <summary>Signs a request with Signature Version 4: one that posts JSON to a fixed path without a query.</summary>
/// <param name="accessKeyId">The key.</param>
/// <param name="secretAccessKey">Its secret.</param>
internal sealed class RequestSignature(string accessKeyId, string secretAccessKey)
{
    private const string Algorithm = "AWS4-HMAC-SHA256";
    private const string Region = "us-east-1";
    private const string Service = "vigil";
    private const string SignedHeaders = "content-type;host;x-amz-content-sha256;x-amz-date";

    /// <summary>Adds the headers of the signature.</summary>
    public void Sign(HttpRequestMessage request, byte[] body, DateTimeOffset now)
    {
        var time = now.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        var scope = $"{time[..8]}/{Region}/{Service}/aws4_request";
        var digest = Digest(body);
        var uri = request.RequestUri!;
        var canonical = $"POST\n{uri.AbsolutePath}\n\ncontent-type:application/json\nhost:{uri.Authority}\nx-amz-content-sha256:{digest}\nx-amz-date:{time}\n\n{SignedHeaders}\n{digest}";
        var key = Encoding.UTF8.GetBytes($"AWS4{secretAccessKey}");
        foreach (var part in scope.Split('/'))
        {
            key = Mac(key, part);
        }

        var signature = Convert.ToHexStringLower(Mac(key, $"{Algorithm}\n{time}\n{scope}\n{Digest(Encoding.UTF8.GetBytes(canonical))}"));
        request.Headers.Add("X-Amz-Date", time);
        request.Headers.Add("X-Amz-Content-Sha256", digest);
        request.Headers.TryAddWithoutValidation("Authorization", $"{Algorithm} Credential={accessKeyId}/{scope}, SignedHeaders={SignedHeaders}, Signature={signature}");
    }

    private static string Digest(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private static byte[] Mac(byte[] key, string text) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text));
}
