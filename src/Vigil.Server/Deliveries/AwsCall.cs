using System.Globalization;
using System.Security.Cryptography;
using Amazon.Runtime.Internal.Auth;
using Amazon.Runtime;

namespace Vigil.Server.Deliveries;

/// <summary>A request to an AWS service, or to what stands in for it, signed by AWS's own signer (Signature Version 4).</summary>
internal sealed class AwsCall(IHttpClientFactory clients, TimeProvider clock)
{
    /// <summary>Posts a body.</summary>
    /// <param name="destination">Where, and by which key.</param>
    /// <param name="service">Signing name of the service: <c>events</c>.</param>
    /// <param name="path">Path of the operation.</param>
    /// <param name="contentType">Type of the body.</param>
    /// <param name="target">Operation, for protocols that name it in a header; or <see langword="null"/>.</param>
    /// <param name="body">The body.</param>
    /// <param name="cancellation">Fires when it takes too long.</param>
    /// <returns>The body of the answer.</returns>
    /// <exception cref="DeliveryException">It was not taken.</exception>
    public async Task<byte[]> PostAsync(
        OpenDestination destination, string service, string path, string contentType, string? target, byte[] body, CancellationToken cancellation)
    {
        var address = new Uri(new Uri(AddressOf(destination, service)), path);
        var now = clock.GetUtcNow().UtcDateTime;
        var time = now.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        var headers = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["content-type"] = contentType,
            ["host"] = address.Authority,
            ["x-amz-date"] = time,
        };
        if (target is not null)
        {
            headers["x-amz-target"] = target;
        }

        var signedHeaders = string.Join(';', headers.Keys);
        var canonical = $"POST\n{address.AbsolutePath}\n\n{string.Concat(headers.Select(header => $"{header.Key}:{header.Value}\n"))}\n{signedHeaders}\n{Convert.ToHexStringLower(SHA256.HashData(body))}";
        var signature = AWS4Signer.ComputeSignature(
            new ImmutableCredentials(destination.Setup.AccessKeyId, destination.Secret, null), destination.Setup.Region, now, service, signedHeaders, canonical);

        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new ByteArrayContent(body) };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        request.Headers.TryAddWithoutValidation("X-Amz-Date", time);
        request.Headers.TryAddWithoutValidation("Authorization", signature.ForAuthorizationHeader);
        if (target is not null)
        {
            request.Headers.TryAddWithoutValidation("X-Amz-Target", target);
        }

        using var client = clients.CreateClient(nameof(Deliveries));
        using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
        return await HttpAnswers.ReadAsync(answer, cancellation);
    }

    private static string AddressOf(OpenDestination destination, string service) => destination.Setup.Address.Length > 0
        ? destination.Setup.Address
        : $"https://{service}.{destination.Setup.Region}.amazonaws.com";
}
