namespace Vigil.Server.Operations.Filters;

/// <summary>A saved filter or, with the action <c>SUPPRESS</c>, a rule that says that nobody needs to look at what matches.</summary>
internal sealed record SavedFilter
{
    public required string Name { get; init; }

    /// <summary><c>NONE</c> or <c>SUPPRESS</c>.</summary>
    public required string Action { get; init; }

    /// <summary>The criteria as they were given, JSON of the model's FilterCriteria.</summary>
    public required string Criteria { get; init; }

    public string Description { get; init; } = "";

    public string Reason { get; init; } = "";

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }
}
