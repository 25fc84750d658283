using System.Buffers;

namespace Vigil.Server.Wire;

/// <summary>Reads the body of a request, so much and so long as is allowed.</summary>
internal static class RequestBody
{
    private static readonly TimeSpan LongestRead = TimeSpan.FromMinutes(1);

    /// <summary>The whole body.</summary>
    /// <exception cref="ApiException">It is too long or too slow.</exception>
    public static async Task<ReadOnlyMemory<byte>> ReadAsync(HttpContext context, long limitBytes, TimeProvider clock)
    {
        if (context.Request.ContentLength > limitBytes)
        {
            throw ApiException.TooLarge(limitBytes);
        }

        using var tooLong = new CancellationTokenSource(LongestRead, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(tooLong.Token, context.RequestAborted);
        var body = new ArrayBufferWriter<byte>((int)Math.Min(context.Request.ContentLength ?? 256, 64 * 1024) + 1);
        try
        {
            for (; ; )
            {
                var read = await context.Request.Body.ReadAsync(body.GetMemory(4096), either.Token);
                if (read == 0)
                {
                    return body.WrittenMemory;
                }

                body.Advance(read);
                if (body.WrittenCount > limitBytes)
                {
                    throw ApiException.TooLarge(limitBytes);
                }
            }
        }
        catch (OperationCanceledException) when (tooLong.IsCancellationRequested)
        {
            throw ApiException.TooSlow();
        }
        catch (BadHttpRequestException ex)
        {
            throw ex.StatusCode == StatusCodes.Status408RequestTimeout ? ApiException.TooSlow()
                : ex.StatusCode == StatusCodes.Status413PayloadTooLarge ? ApiException.TooLarge(limitBytes)
                : ApiException.Malformed("The body is not well-formed HTTP.");
        }
    }
}
