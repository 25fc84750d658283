using System.Net;
using System.Net.Http.Headers;

namespace Vigil.Server.Deliveries;

/// <summary>Reading the answer of a destination.</summary>
internal static class HttpAnswers
{
    private const int MostBytes = 1 << 20;

    /// <summary>Reads the body of a success.</summary>
    /// <exception cref="DeliveryException">It is none.</exception>
    public static async Task<byte[]> ReadAsync(HttpResponseMessage answer, CancellationToken cancellation)
    {
        await using var stream = await answer.Content.ReadAsStreamAsync(cancellation);
        var body = new byte[MostBytes];
        var length = await stream.ReadAtLeastAsync(body, MostBytes, throwOnEndOfStream: false, cancellation);
        return answer.IsSuccessStatusCode
            ? body[..length]
            : throw new DeliveryException($"it answered {(int)answer.StatusCode} {answer.ReasonPhrase}", RetryAfter(answer.Headers.RetryAfter));
    }

    /// <summary>Whether an answer says that this very message will never be taken.</summary>
    public static bool RefusesMessage(HttpStatusCode status) =>
        status is HttpStatusCode.BadRequest or HttpStatusCode.RequestEntityTooLarge or HttpStatusCode.UnprocessableEntity;

    private static TimeSpan? RetryAfter(RetryConditionHeaderValue? header) => header?.Delta;
}
