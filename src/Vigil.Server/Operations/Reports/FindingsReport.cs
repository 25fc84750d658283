using System.Text.Json;
using Vigil.Domain.Filters;
using Vigil.Domain.Findings;
using Vigil.Domain.Findings.Csv;
using Vigil.Server.Blobs;
using Vigil.Server.Operations.Filters;
using Vigil.Server.Operations.Findings;
using Vigil.Server.Settings;
using Vigil.Storage.Queries;

namespace Vigil.Server.Operations.Reports;

/// <summary>Writes the findings of an account, of an administrator those of its members too, as one object of CSV or JSON.</summary>
internal sealed class FindingsReport(FindingQueries findings, Organization organization, ReportJobs jobs, IBlobStore blobs)
{
    private const int PageSize = 500;

    /// <summary>Writes a report.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled; nothing was written.</exception>
    public Task WriteAsync(OpenJob open, ReportJob job, CancellationToken cancellation)
    {
        var isCsv = job.Format == "CSV";
        return blobs.WriteAsync(
            job.Bucket,
            $"{job.KeyPrefix}{open.Id}.{(isCsv ? "csv" : "json")}",
            isCsv ? "text/csv; charset=utf-8" : "application/json",
            stream => Write(open, job, stream, cancellation),
            cancellation);
    }

    private void Write(OpenJob open, ReportJob job, Stream stream, CancellationToken cancellation)
    {
        var rows = Read(open, job, cancellation);
        if (job.Format == "CSV")
        {
            FindingCsv.Write(stream, rows.Select(finding => FindingRow.Of(finding, job.OrderedAt)));
            return;
        }

        using var json = new Utf8JsonWriter(stream);
        json.WriteStartObject();
        json.WriteStartArray("findings");
        foreach (var finding in rows)
        {
            FindingJson.Write(json, finding);
            if (json.BytesPending > 1 << 16)
            {
                json.Flush();
            }
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private IEnumerable<RecordedFinding> Read(OpenJob open, ReportJob job, CancellationToken cancellation)
    {
        string? token = null;
        do
        {
            if (!jobs.TryProgress(open, token ?? ""))
            {
                throw new OperationCanceledException("The report was cancelled.");
            }

            cancellation.ThrowIfCancellationRequested();
            var page = findings.List(new FindingQuery
            {
                Accounts = [.. organization.VisibleTo(open.Account)],
                Criteria = CriteriaOf(job),
                MaxResults = PageSize,
                NextToken = token,
            });
            foreach (var finding in page.Items)
            {
                yield return finding;
            }

            token = page.NextToken;
        }
        while (token is not null);
    }

    // a report is about what is there, unless it is said to be about something else
    private static Criteria CriteriaOf(ReportJob job)
    {
        using var document = JsonDocument.Parse($$"""{"filterCriteria":{{(job.Criteria.Length > 0 ? job.Criteria : "null")}}}""");
        var criteria = document.RootElement.FindingCriteria("filterCriteria");
        return criteria.On("findingStatus").IsEmpty ? criteria.With("findingStatus", "ACTIVE") : criteria;
    }
}
