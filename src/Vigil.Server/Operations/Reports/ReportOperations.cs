using System.Text.Json;
using Vigil.Server.Operations.Filters;
using Vigil.Server.Wire;

namespace Vigil.Server.Operations.Reports;

/// <summary>Ordering reports of findings and exports of bills of materials, asking how far they are, and stopping them.</summary>
internal sealed class ReportOperations(ReportJobs jobs) : IOperations
{
    public IEnumerable<OperationEntry> Entries =>
    [
        new("CreateFindingsReport", Access.Change, CreateFindings) { NeedsEnablement = true },
        new("GetFindingsReportStatus", Access.Look, GetFindings) { NeedsEnablement = true },
        new("CancelFindingsReport", Access.Change, (call, json) => Cancel(call, json, ReportKind.Findings)) { NeedsEnablement = true },
        new("CreateSbomExport", Access.Change, CreateSbom) { NeedsEnablement = true },
        new("GetSbomExport", Access.Look, GetSbom) { NeedsEnablement = true },
        new("CancelSbomExport", Access.Change, (call, json) => Cancel(call, json, ReportKind.Sbom)) { NeedsEnablement = true },
    ];

    private void CreateFindings(Call call, Utf8JsonWriter json)
    {
        call.Input.FindingCriteria("filterCriteria");
        Create(call, json, ReportKind.Findings, "filterCriteria");
    }

    private void CreateSbom(Call call, Utf8JsonWriter json) => Create(call, json, ReportKind.Sbom, "resourceFilterCriteria");

    private void Create(Call call, Utf8JsonWriter json, ReportKind kind, string criteria)
    {
        var destination = call.Input.GetProperty("s3Destination");
        json.WriteString("reportId", jobs.Order(call, new ReportJob
        {
            Kind = kind,
            Format = call.Text("reportFormat"),
            Region = call.Caller.Region,
            Criteria = call.Input.Member(criteria)?.GetRawText() ?? "",
            Bucket = destination.GetProperty("bucketName").GetString()!,
            KeyPrefix = destination.OptionalText("keyPrefix") ?? "",
            KmsKeyArn = destination.GetProperty("kmsKeyArn").GetString()!,
            OrderedAt = call.At,
        }));
    }

    private void GetFindings(Call call, Utf8JsonWriter json)
    {
        var (id, job) = jobs.Get(call.Account, ReportKind.Findings, call.Input.OptionalText("reportId"));
        WriteState(json, id, job);
        WriteDestination(json, "destination", job);
    }

    private void GetSbom(Call call, Utf8JsonWriter json)
    {
        var (id, job) = jobs.Get(call.Account, ReportKind.Sbom, call.Text("reportId"));
        WriteState(json, id, job);
        json.WriteString("format", job.Format);
        WriteDestination(json, "s3Destination", job);
    }

    private void Cancel(Call call, Utf8JsonWriter json, ReportKind kind)
    {
        jobs.Cancel(call.Account, kind, call.Text("reportId"));
        json.WriteString("reportId", call.Text("reportId"));
    }

    private static void WriteState(Utf8JsonWriter json, string id, ReportJob job)
    {
        json.WriteString("reportId", id);
        json.WriteString("status", job.Status);
        json.WriteText("errorCode", job.ErrorCode);
        json.WriteText("errorMessage", job.ErrorMessage);
        if (job.Criteria.Length > 0)
        {
            json.WritePropertyName("filterCriteria");
            json.WriteRawValue(job.Criteria);
        }
    }

    private static void WriteDestination(Utf8JsonWriter json, string name, ReportJob job)
    {
        json.WriteStartObject(name);
        json.WriteString("bucketName", job.Bucket);
        json.WriteText("keyPrefix", job.KeyPrefix);
        json.WriteString("kmsKeyArn", job.KmsKeyArn);
        json.WriteEndObject();
    }
}
