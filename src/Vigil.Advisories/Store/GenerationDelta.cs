using System.Collections.Immutable;
using Vigil.Domain.Advisories;

namespace Vigil.Advisories.Store;

/// <summary>What differs between two generations.</summary>
/// <param name="Keys">Keys about which the two say different things, in ordinal order: only packages found by these can get another verdict.</param>
/// <param name="Advisories">Advisories that came, went or were edited, in ordinal order of id and source.</param>
public sealed record GenerationDelta(ImmutableArray<KeyChange> Keys, ImmutableArray<AdvisoryChange> Advisories);

/// <summary>A key about which two generations say different things.</summary>
/// <param name="Key">The key.</param>
/// <param name="Kind">What happened to it.</param>
public readonly record struct KeyChange(AdvisoryKey Key, ChangeKind Kind);

/// <summary>An advisory that differs between two generations.</summary>
/// <param name="Id">Id as published.</param>
/// <param name="Source">Feed that says it.</param>
/// <param name="Kind">What happened to it.</param>
public readonly record struct AdvisoryChange(string Id, string Source, ChangeKind Kind);

/// <summary>What happened from one generation to the next.</summary>
public enum ChangeKind
{
    /// <summary>Only the newer one has it.</summary>
    Added,

    /// <summary>Only the older one has it.</summary>
    Removed,

    /// <summary>Both have it and differ.</summary>
    Changed,
}
