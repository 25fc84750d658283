using Vigil.Domain;
using Vigil.Domain.Accounts;
using Vigil.Domain.Filters;

namespace Vigil.Storage.Queries;

/// <summary>Which findings somebody asks for.</summary>
public sealed record FindingQuery
{
    /// <summary>The accounts whose findings the asker may see.</summary>
    public required EquatableArray<AccountId> Accounts { get; init; }

    /// <summary>What is asked for.</summary>
    public Criteria Criteria { get; init; } = Criteria.All;

    /// <summary>In which order. Findings that are equal in it are in the order in which they were found.</summary>
    public FindingSort SortBy { get; init; }

    /// <summary>From the greatest down.</summary>
    public bool IsDescending { get; init; }

    /// <summary>Most findings on a page, from one up.</summary>
    public int MaxResults { get; init; } = 100;

    /// <summary>Token of the page before; <see langword="null"/> for the first.</summary>
    public string? NextToken { get; init; }
}
