using System.Net;

namespace Vigil.Advisories.Download;

/// <summary>Fetches one document into a file: only if it changed, the rest of it if a part is here, checked before it replaces the one before.</summary>
/// <param name="http">Without a time limit of its own and without decompression.</param>
/// <param name="options">Bounds and patience.</param>
/// <param name="time">Clock of waits and stalls.</param>
internal sealed class DocumentDownload(HttpClient http, FetchOptions options, TimeProvider time)
{
    /// <summary>One try.</summary>
    /// <param name="address">Where it is.</param>
    /// <param name="file">Where it goes.</param>
    /// <param name="check">Throws when the new document must not replace the one before.</param>
    /// <param name="progress">Told bytes here and bytes in all.</param>
    /// <param name="cancellation">Keeps what has come, so that the next call resumes.</param>
    /// <returns>What became of it, and the bytes that came over the wire.</returns>
    /// <exception cref="ServerRefusalException">The server gave something else.</exception>
    /// <exception cref="FormatException">The document is too large or was refused; what has come of it is deleted.</exception>
    public async Task<(FetchOutcome Outcome, long Bytes)> TryAsync(
        Uri address, DownloadFile file, DocumentCheck check, Action<long, long?> progress, CancellationToken cancellation)
    {
        using var stall = new CancellationTokenSource(options.StallTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stall.Token, cancellation);
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        var resumed = file.PartBytes is var part and > 0 && file.PartState.AskForRest(request.Headers, part) ? part : 0;
        if (resumed == 0 && file.Exists)
        {
            file.State.AskForChange(request.Headers, time.GetUtcNow());
        }

        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
        switch (response.StatusCode)
        {
            case HttpStatusCode.NotModified:
                return (FetchOutcome.Unchanged, 0);
            case HttpStatusCode.NotFound or HttpStatusCode.Gone:
                return (FetchOutcome.Missing, 0);
            case HttpStatusCode.RequestedRangeNotSatisfiable:
                file.DeletePart();
                throw new IOException("The server has not the rest of the document; it is fetched anew.");
            case HttpStatusCode.PartialContent when resumed > 0 && response.Content.Headers.ContentRange?.From == resumed:
                break;
            case HttpStatusCode.OK:
                resumed = 0;
                file.DeletePart();
                DocumentState.Of(response).Save(file.PartStatePath);
                break;
            default:
                throw new ServerRefusalException(response.StatusCode, response.Headers.RetryAfter?.Delta);
        }

        var bytes = await CopyAsync(response, file, resumed, progress, stall, either.Token);
        Accept(file, check);
        return (FetchOutcome.Fetched, bytes);
    }

    private async Task<long> CopyAsync(
        HttpResponseMessage response, DownloadFile file, long resumed, Action<long, long?> progress, CancellationTokenSource stall, CancellationToken cancellation)
    {
        var total = response.Content.Headers.ContentLength + resumed;
        await using var body = await response.Content.ReadAsStreamAsync(cancellation);
        await using var part = new FileStream(file.PartPath, FileMode.Append, FileAccess.Write, FileShare.Read);
        var buffer = new byte[1 << 16];
        var bytes = 0L;
        for (int read; (read = await body.ReadAsync(buffer, cancellation)) > 0;)
        {
            stall.CancelAfter(options.StallTimeout);
            bytes += read;
            if (resumed + Math.Max(bytes, total - resumed ?? 0) > options.MaxDocumentBytes)
            {
                throw TooLarge(part, file);
            }

            await part.WriteAsync(buffer.AsMemory(0, read), cancellation);
            progress(resumed + bytes, total);
        }

        return bytes;
    }

    private DocumentTooLargeException TooLarge(FileStream part, DownloadFile file)
    {
        part.Dispose();
        file.DeletePart();
        return new(options.MaxDocumentBytes);
    }

    private static void Accept(DownloadFile file, DocumentCheck check)
    {
        try
        {
            check(file.PartPath, file.Exists ? file.Path : null);
        }
        catch (Exception ex) when (ex is FormatException or InvalidDataException)
        {
            file.DeletePart();
            throw new FormatException(ex.Message, ex);
        }

        file.Publish();
    }
}
