using Vigil.Server.Blobs;

namespace Vigil.Server.Operations.Reports;

/// <summary>Writes what was ordered, one after the other, and what a process that died left behind.</summary>
internal sealed class ReportWorker(ReportJobs jobs, FindingsReport findings, SbomExport sboms, TimeProvider clock, ILogger<ReportWorker> logger) : BackgroundService
{
    private static readonly TimeSpan LookAround = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.WhenAll(WorkOnOrdersAsync(stoppingToken), WorkOnAbandonedAsync(stoppingToken));
    }

    private async Task WorkOnOrdersAsync(CancellationToken stopping)
    {
        await foreach (var open in jobs.Ordered.ReadAllAsync(stopping))
        {
            await WorkAsync(open, stopping);
        }
    }

    private async Task WorkOnAbandonedAsync(CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(LookAround, clock);
        do
        {
            foreach (var open in jobs.FindAbandoned().ToList())
            {
                await WorkAsync(open, stopping);
            }
        }
        while (await timer.WaitForNextTickAsync(stopping));
    }

    private async Task WorkAsync(OpenJob open, CancellationToken stopping)
    {
        try
        {
            if (jobs.Take(open) is not { } job)
            {
                return;
            }

            if (!job.KmsKeyArn.StartsWith("arn:", StringComparison.Ordinal))
            {
                throw new BlobException("MALFORMED_KMS_KEY", "The key must be given by its ARN.");
            }

            await (job.Kind == ReportKind.Findings ? findings.WriteAsync(open, job, stopping) : sboms.WriteAsync(open, job, stopping));
            jobs.End(open, done => done with { Status = "SUCCEEDED" });
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            throw;
        }
        catch (OperationCanceledException)
        {
            // somebody cancelled the report, and nothing was left behind
            jobs.End(open, done => done);
        }
        catch (BlobException fault)
        {
            Fail(open, fault.Code, fault.Message);
        }
        catch (Exception fault)
        {
            ReportLog.Failed(logger, fault, open.Id);
            Fail(open, "INTERNAL_ERROR", "A fault in the server; it is in its log.");
        }
    }

    private void Fail(OpenJob open, string code, string message) =>
        jobs.End(open, job => job with { Status = "FAILED", ErrorCode = code, ErrorMessage = message });
}

/// <summary>What reports tell the operator.</summary>
internal static partial class ReportLog
{
    [LoggerMessage(4101, LogLevel.Error, "Report {Report} failed")]
    public static partial void Failed(ILogger logger, Exception fault, string report);
}
