namespace Vigil.Server.Operations.Reports;

/// <summary>A report or an export, from its order to its end.</summary>
internal sealed record ReportJob
{
    public required ReportKind Kind { get; init; }

    /// <summary>Format on the wire: <c>CSV</c>, <c>CYCLONEDX_1_4</c>.</summary>
    public required string Format { get; init; }

    /// <summary>Region that it was ordered in.</summary>
    public required string Region { get; init; }

    /// <summary>What it is about, JSON of the model's criteria; empty for everything.</summary>
    public string Criteria { get; init; } = "";

    public required string Bucket { get; init; }

    public string KeyPrefix { get; init; } = "";

    public required string KmsKeyArn { get; init; }

    public required DateTimeOffset OrderedAt { get; init; }

    /// <summary><c>IN_PROGRESS</c>, <c>SUCCEEDED</c>, <c>FAILED</c>, <c>CANCELLED</c>.</summary>
    public string Status { get; init; } = "IN_PROGRESS";

    public string ErrorCode { get; init; } = "";

    public string ErrorMessage { get; init; } = "";

    /// <summary>Place up to which it was written; an export that was interrupted goes on after it.</summary>
    public string Progress { get; init; } = "";

    /// <summary>Whether it is not at its end.</summary>
    public bool IsOpen => Status == "IN_PROGRESS";
}

/// <summary>What is written.</summary>
internal enum ReportKind
{
    /// <summary>One object with findings.</summary>
    Findings,

    /// <summary>One object for each resource with its packages.</summary>
    Sbom,
}
