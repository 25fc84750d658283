using System.Collections.Immutable;
using System.Text.Json;
using Vigil.Domain.Coverage;
using Vigil.Domain.Filters;
using Vigil.Domain.Resources;
using Vigil.Scanning.Sbom;
using Vigil.Server.Blobs;
using Vigil.Server.Operations.Filters;
using Vigil.Server.Settings;
using Vigil.Server.Wire;
using Vigil.Storage;
using Vigil.Storage.Queries;

namespace Vigil.Server.Operations.Reports;

/// <summary>Writes a bill of materials for each watched resource. What was interrupted goes on behind the last page that is done.</summary>
internal sealed class SbomExport(CoverageQueries coverage, ResourceRegister resources, Organization organization, ReportJobs jobs, IBlobStore blobs)
{
    private const int PageSize = 50;

    /// <summary>Writes an export.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled; what is written stays.</exception>
    public async Task WriteAsync(OpenJob open, ReportJob job, CancellationToken cancellation)
    {
        var query = new CoverageQuery
        {
            Accounts = [.. organization.VisibleTo(open.Account)],
            Criteria = CriteriaOf(job),
            MaxResults = PageSize,
            NextToken = job.Progress.Length > 0 ? job.Progress : null,
        };
        do
        {
            var page = coverage.List(query);
            foreach (var entry in page.Items)
            {
                await WriteAsync(open, job, entry.Resource, cancellation);
            }

            query = query with { NextToken = page.NextToken };
            if (!jobs.TryProgress(open, page.NextToken ?? ""))
            {
                throw new OperationCanceledException("The export was cancelled.");
            }
        }
        while (query.NextToken is not null);
    }

    private async Task WriteAsync(OpenJob open, ReportJob job, Resource resource, CancellationToken cancellation)
    {
        if (resources.InventoryOf(resource.Account, resource.Id) is not { } inventory)
        {
            return;
        }

        var format = SbomFormats.Find(job.Format == "SPDX_2_3" ? "spdx" : "cyclonedx-1.4")!; // both are there
        await blobs.WriteAsync(
            job.Bucket,
            $"{job.KeyPrefix}{job.Format}_outputs_{open.Id}/account={resource.Account}/resource={ResourceTypes.Words[resource.Type].Replace('/', '_')}/{resource.Id.Replace('/', '_')}_{job.Format}.json",
            "application/json",
            stream => format.Write(new SbomDocument(inventory, job.OrderedAt), stream),
            cancellation);
    }

    // once for each resource: by the scan that brought its packages
    private static Criteria CriteriaOf(ReportJob job)
    {
        var watched = Criteria.All.With("scanType", CoverageWords.Type[ScanType.Package]).With("scanStatusCode", "ACTIVE");
        if (job.Criteria.Length == 0)
        {
            return watched;
        }

        using var document = JsonDocument.Parse(job.Criteria);
        ImmutableArray<FieldConditions> wanted =
        [
            .. document.RootElement.EnumerateObject()
                .Where(member => member.Value.ValueKind == JsonValueKind.Array && CoverageFields.Find(member.Name) is not null)
                .Select(member => new FieldConditions(member.Name, CriteriaReading.Conditions(member.Value, member.Name, member.Name))),
        ];
        return new Criteria([.. watched.Fields.Items, .. wanted]);
    }
}
