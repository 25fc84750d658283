namespace Vigil.Domain.Findings;

/// <summary>A weakness in code, as a detector found it.</summary>
public sealed record CodeFlaw
{
    /// <summary>The detector: <c>python/hardcoded-credentials@v1.0</c>.</summary>
    public required string DetectorId { get; init; }

    /// <summary>Its name for people.</summary>
    public required string DetectorName { get; init; }

    /// <summary>Its tags.</summary>
    public EquatableArray<string> DetectorTags { get; init; } = [];

    /// <summary>The rule, or empty.</summary>
    public string RuleId { get; init; } = "";

    /// <summary><c>CWE-798</c>.</summary>
    public EquatableArray<string> Cwes { get; init; } = [];

    /// <summary>Addresses for further reading.</summary>
    public EquatableArray<string> References { get; init; } = [];

    /// <summary>The file, with <c>/</c>.</summary>
    public required string FilePath { get; init; }

    /// <summary>First line, from one up.</summary>
    public int StartLine { get; init; }

    /// <summary>Last line.</summary>
    public int EndLine { get; init; }

    /// <summary>ARN of the function's layer that holds the file, or empty.</summary>
    public string LayerArn { get; init; } = "";
}
