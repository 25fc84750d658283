using Vigil.Domain;
using Vigil.Domain.Accounts;
using Vigil.Domain.Filters;

namespace Vigil.Storage.Queries;

/// <summary>Which coverage somebody asks for.</summary>
public sealed record CoverageQuery
{
    /// <summary>The accounts whose resources the asker may see.</summary>
    public required EquatableArray<AccountId> Accounts { get; init; }

    /// <summary>What is asked for.</summary>
    public Criteria Criteria { get; init; } = Criteria.All;

    /// <summary>Most entries on a page, from one up.</summary>
    public int MaxResults { get; init; } = 200;

    /// <summary>Token of the page before; <see langword="null"/> for the first.</summary>
    public string? NextToken { get; init; }
}

/// <summary>What coverage is counted by, in the words of the API's GroupKey.</summary>
public enum CoverageGroup
{
    /// <summary>Not at all: only the total.</summary>
    None,

    /// <summary>Watched or not.</summary>
    ScanStatusCode,

    /// <summary>Why.</summary>
    ScanStatusReason,

    /// <summary>Account.</summary>
    AccountId,

    /// <summary>Type of resource.</summary>
    ResourceType,

    /// <summary>Repository of images.</summary>
    EcrRepositoryName,

    /// <summary>Provider.</summary>
    Provider,

    /// <summary>Account at the provider.</summary>
    ProviderAccountId,

    /// <summary>Organisation at the provider.</summary>
    ProviderOrgId,

    /// <summary>Region.</summary>
    ProviderRegion,
}

/// <summary>How much coverage there is.</summary>
/// <param name="Total">Number of entries.</param>
/// <param name="Groups">Number of entries by the word of their group, ordinal order; of those that have one.</param>
public sealed record CoverageCounts(long Total, IReadOnlyList<(string Key, long Count)> Groups);
