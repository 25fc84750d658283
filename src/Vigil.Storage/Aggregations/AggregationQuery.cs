using Vigil.Domain;
using Vigil.Domain.Accounts;
using Vigil.Domain.Filters;
using Vigil.Domain.Findings;
using Vigil.Domain.Resources;

namespace Vigil.Storage.Aggregations;

/// <summary>Which counts somebody asks for.</summary>
public sealed record AggregationQuery
{
    /// <summary>The accounts whose findings the asker may see.</summary>
    public required EquatableArray<AccountId> Accounts { get; init; }

    /// <summary>What to count by.</summary>
    public required AggregationType Type { get; init; }

    /// <summary>Conditions on the members of the API's aggregation of that type (<c>repositories</c>, <c>instanceTags</c>), and on <c>accountIds</c>.</summary>
    public Criteria Criteria { get; init; } = Criteria.All;

    /// <summary>Only findings of one type; <see langword="null"/> for all.</summary>
    public FindingType? FindingType { get; init; }

    /// <summary>Only findings on one type of resource; <see langword="null"/> for all.</summary>
    public ResourceType? ResourceType { get; init; }

    /// <summary>In which order.</summary>
    public AggregationSort SortBy { get; init; } = AggregationSort.All;

    /// <summary>From the least up.</summary>
    public bool IsAscending { get; init; }

    /// <summary>Most rows on a page, from one up.</summary>
    public int MaxResults { get; init; } = 100;

    /// <summary>Token of the page before; <see langword="null"/> for the first.</summary>
    public string? NextToken { get; init; }
}

/// <summary>How many active findings a group has.</summary>
/// <param name="Account">Its account.</param>
/// <param name="Key">What it is: a title, a package, a repository, an image, a layer; of resources and accounts their id.</param>
/// <param name="Vulnerability">Of titles the flaw; empty otherwise.</param>
/// <param name="Resource">Of resources and layers the resource.</param>
/// <param name="All">Number of findings.</param>
/// <param name="Critical">Of them critical.</param>
/// <param name="High">Of them high.</param>
/// <param name="Medium">Of them medium.</param>
/// <param name="Network">Of them open paths.</param>
/// <param name="AffectedResources">Number of resources.</param>
public sealed record AggregationRow(
    AccountId Account, string Key, string Vulnerability, Resource? Resource, long All, long Critical, long High, long Medium, long Network, long AffectedResources)
{
    /// <summary>Findings of which an exploit is known; of accounts and resources.</summary>
    public long ExploitAvailable { get; init; }

    /// <summary>Findings with a fix for all or some packages; of accounts and resources.</summary>
    public long FixAvailable { get; init; }
}
