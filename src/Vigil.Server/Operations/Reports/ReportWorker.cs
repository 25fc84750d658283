using Vigil.Server.Blobs;
using Vigil.Server.Work;
using Vigil.Storage.Work;

namespace Vigil.Server.Operations.Reports;

/// <summary>Writes what was ordered, and goes on where a process died.</summary>
internal sealed class ReportWorker(ReportJobs jobs, FindingsReport findings, SbomExport sboms, ILogger<ReportWorker> logger) : IWorker
{
    public string Kind => ReportJobs.Work;

    public async Task<DateTimeOffset?> RunAsync(HeldWork work, CancellationToken stopping)
    {
        var open = new OpenJob(work.Item.Account, work.Item.Subject);
        if (jobs.Take(open) is { } job)
        {
            await WriteAsync(open, job, stopping);
        }

        return null;
    }

    private async Task WriteAsync(OpenJob open, ReportJob job, CancellationToken stopping)
    {
        try
        {
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
