using Vigil.Advisories.Feeds;
using Vigil.Domain.Diagnostics;

namespace Vigil.Advisories.Download;

/// <summary>Brings documents of one feed from its publisher or a mirror into the cache. What fails is reported, and leaves the document that was there.</summary>
public sealed class FeedFetch
{
    private readonly HttpClient _http;
    private readonly string _feed;
    private readonly DocumentDownload _download;
    private readonly BackOff _backOff;
    private readonly Action<FetchProgress> _progress;
    private readonly List<FetchReport> _reports = [];

    /// <summary>Prepares to fetch.</summary>
    /// <param name="http">A client made by <see cref="FeedUpdate.CreateClient"/>.</param>
    /// <param name="feed">Name of the feed.</param>
    /// <param name="address">Address of the feed, ending with a slash.</param>
    /// <param name="folder">The feed's folder in the cache.</param>
    /// <param name="options">Bounds and patience.</param>
    /// <param name="time">Clock of waits.</param>
    /// <param name="progress">Told how far documents are, from several threads.</param>
    public FeedFetch(HttpClient http, string feed, Uri address, FeedFolder folder, FetchOptions options, TimeProvider time, Action<FetchProgress> progress)
    {
        _http = http;
        _feed = feed;
        Address = address;
        Folder = folder;
        Options = options;
        Time = time;
        _download = new(http, options, time);
        _backOff = new(options, time, Random.Shared);
        _progress = progress;
    }

    /// <summary>Where the feed is fetched from.</summary>
    public Uri Address { get; }

    /// <summary>Where its documents go.</summary>
    public FeedFolder Folder { get; }

    /// <summary>Bounds and patience.</summary>
    public FetchOptions Options { get; }

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; }

    /// <summary>What became of the documents so far.</summary>
    public IReadOnlyList<FetchReport> Reports
    {
        get
        {
            lock (_reports)
            {
                return [.. _reports];
            }
        }
    }

    /// <summary>Brings a document from its place below <see cref="Address"/> to the same place in the folder.</summary>
    public Task<FetchOutcome> FetchAsync(string document, DocumentCheck check, CancellationToken cancellation) =>
        FetchAsync(AddressOf(document), document, check, cancellation);

    /// <summary>Brings a document from elsewhere to its place in the folder.</summary>
    public async Task<FetchOutcome> FetchAsync(Uri address, string document, DocumentCheck check, CancellationToken cancellation)
    {
        var report = await RunAsync(document, async () =>
        {
            Folder.PathOf(document);
            var file = new DownloadFile(Folder.Root, document);
            var (outcome, bytes) = await _backOff.RunAsync(
                token => _download.TryAsync(address, file, check, (here, total) => _progress(new($"{_feed}/{document}", here, total)), token),
                cancellation);
            return new FetchReport($"{_feed}/{document}", outcome, bytes);
        });
        Report(report);
        return report.Outcome;
    }

    /// <summary>Gives a list or an index that is not kept.</summary>
    /// <returns><see langword="null"/> when there is none, or it could not be had, which is then reported.</returns>
    public async Task<byte[]?> LoadAsync(Uri address, CancellationToken cancellation)
    {
        byte[]? content = null;
        var report = await RunAsync(address.AbsolutePath, async () =>
        {
            content = await _backOff.RunAsync(token => LoadOnceAsync(address, token), cancellation);
            return new FetchReport(address.AbsolutePath, content is null ? FetchOutcome.Missing : FetchOutcome.Fetched, content?.Length ?? 0);
        });
        if (report.Outcome == FetchOutcome.Failed)
        {
            Report(report);
        }

        return content;
    }

    /// <summary>Reports that a document is missing without which the feed cannot be fetched.</summary>
    public void ReportMissing(string document) => Report(Failure(document, DownloadCodes.Missing, $"Expected {AddressOf(document)}, found none."));

    /// <summary>Reports that a list or an index is not what it should be.</summary>
    public void ReportRefused(string document, string reason) => Report(Failure(document, DownloadCodes.Refused, reason));

    /// <summary>Address of a document below <see cref="Address"/>.</summary>
    public Uri AddressOf(string document) => new(Address, string.Join('/', document.Split('/').Select(Uri.EscapeDataString)));

    private async Task<byte[]?> LoadOnceAsync(Uri address, CancellationToken cancellation)
    {
        using var stall = new CancellationTokenSource(Options.StallTimeout, Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stall.Token, cancellation);
        using var response = await _http.GetAsync(address, HttpCompletionOption.ResponseHeadersRead, either.Token);
        if (response.StatusCode is System.Net.HttpStatusCode.NotFound or System.Net.HttpStatusCode.Gone)
        {
            return null;
        }

        if (!response.IsSuccessStatusCode)
        {
            throw new ServerRefusalException(response.StatusCode, response.Headers.RetryAfter?.Delta);
        }

        await using var body = await response.Content.ReadAsStreamAsync(either.Token);
        using var bytes = new MemoryStream();
        var chunk = new byte[1 << 16];
        for (int read; (read = await body.ReadAsync(chunk, either.Token)) > 0;)
        {
            stall.CancelAfter(Options.StallTimeout);
            if (bytes.Length + read > Options.MaxIndexBytes)
            {
                throw new DocumentTooLargeException(Options.MaxIndexBytes);
            }

            bytes.Write(chunk, 0, read);
        }

        return bytes.ToArray();
    }

    private async Task<FetchReport> RunAsync(string document, Func<Task<FetchReport>> run)
    {
        try
        {
            return await run();
        }
        catch (DocumentTooLargeException ex)
        {
            return Failure(document, DownloadCodes.TooLarge, ex.Message);
        }
        catch (FormatException ex)
        {
            return Failure(document, DownloadCodes.Refused, ex.Message);
        }
        catch (Exception ex) when (ex is HttpRequestException or IOException or ServerRefusalException or UnauthorizedAccessException)
        {
            return Failure(document, DownloadCodes.Failed, ex.Message);
        }
    }

    private void Report(FetchReport report)
    {
        lock (_reports)
        {
            _reports.Add(report);
        }
    }

    private FetchReport Failure(string document, DiagnosticCode code, string message) =>
        new($"{_feed}/{document}", FetchOutcome.Failed, 0, new(code, $"{_feed}/{document}", message));
}
