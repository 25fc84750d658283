using System.Net;

namespace Vigil.Server.Deliveries;

/// <summary>Reading the answer of a destination.</summary>
internal static class HttpAnswers
{
    private const int LongestAnswerBytes = 1 << 20;

    /// <summary>Reads the body of a success.</summary>
    /// <exception cref="DeliveryException">It is none.</exception>
    public static async Task<byte[]> ReadAsync(HttpResponseMessage answer, CancellationToken cancellation)
    {
        RequireSuccess(answer);
        await answer.Content.LoadIntoBufferAsync(LongestAnswerBytes, cancellation);
        return await answer.Content.ReadAsByteArrayAsync(cancellation);
    }

    /// <summary>Goes on when an answer is a success; its body does not matter.</summary>
    /// <exception cref="DeliveryException">It is none.</exception>
    public static void RequireSuccess(HttpResponseMessage answer)
    {
        if (!answer.IsSuccessStatusCode)
        {
            throw new DeliveryException($"it answered {(int)answer.StatusCode} {answer.ReasonPhrase}", answer.Headers.RetryAfter?.Delta);
        }
    }

    /// <summary>Whether an answer says that this very message will never be taken.</summary>
    public static bool RefusesMessage(HttpStatusCode status) =>
        status is HttpStatusCode.BadRequest or HttpStatusCode.RequestEntityTooLarge or HttpStatusCode.UnprocessableEntity;
}
