using Vigil.Domain.Accounts;
using Vigil.Domain.Filters;

namespace Vigil.Storage.Rules;

/// <summary>A question about findings that an account keeps under a name.</summary>
public sealed record FindingFilter
{
    /// <summary>Its name in the API: <c>arn:aws:inspector2:{region}:{owner}:owner/{owner}/filter/</c> and 16 hexadecimal digits; given by the registry.</summary>
    public string Arn { get; init; } = "";

    /// <summary>Whose it is.</summary>
    public required AccountId Owner { get; init; }

    /// <summary>Its name for people, one of its kind within the owner.</summary>
    public required string Name { get; init; }

    /// <summary>Whether findings that it matches are suppressed: of the owner, and of all accounts for which the owner's rules count.</summary>
    public bool Suppresses { get; init; }

    /// <summary>What it matches.</summary>
    public required Criteria Criteria { get; init; }

    /// <summary>What it is for, or empty.</summary>
    public string Description { get; init; } = "";

    /// <summary>Why, or empty.</summary>
    public string Reason { get; init; } = "";

    /// <summary>When it ceases to suppress and is only kept; <see langword="null"/> for never. An extension of the API.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>When it was made; given by the registry.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was last changed; given by the registry.</summary>
    public DateTimeOffset UpdatedAt { get; init; }
}
