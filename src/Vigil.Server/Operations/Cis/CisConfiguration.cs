using System.Collections.Immutable;

namespace Vigil.Server.Operations.Cis;

/// <summary>A CIS scan that is to be done by a schedule.</summary>
internal sealed record CisConfiguration
{
    public required string Name { get; init; }

    /// <summary><c>LEVEL_1</c> or <c>LEVEL_2</c>.</summary>
    public required string SecurityLevel { get; init; }

    /// <summary>The schedule as it was given, JSON of the model's Schedule.</summary>
    public required string Schedule { get; init; }

    /// <summary>Accounts: numbers, <c>SELF</c> or <c>ALL_ACCOUNTS</c>.</summary>
    public required ImmutableArray<string> Accounts { get; init; }

    /// <summary>Tags of the machines, each key with the values that count.</summary>
    public required ImmutableSortedDictionary<string, ImmutableArray<string>> ResourceTags { get; init; }
}
