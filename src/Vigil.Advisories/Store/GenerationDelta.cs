using System.Collections.Immutable;
using Vigil.Domain.Advisories;

namespace Vigil.Advisories.Store;

/// <summary>What differs between two generations.</summary>
/// <remarks>
/// Only packages that are found by one of <paramref name="Keys"/> can get another verdict; packages of an ecosystem named in
/// <paramref name="Releases"/> may besides become evaluated, or cease to be.
/// </remarks>
/// <param name="Before">Content id of the older generation.</param>
/// <param name="After">Content id of the newer generation.</param>
/// <param name="Keys">Keys about which the two say different things, in ordinal order.</param>
/// <param name="Releases">Releases that only one of the two knows, in ordinal order.</param>
/// <param name="Advisories">Advisories that came, went, were edited or withdrawn, in ordinal order of id and source.</param>
public sealed record GenerationDelta(
    string Before,
    string After,
    ImmutableArray<KeyChange> Keys,
    ImmutableArray<ReleaseChange> Releases,
    ImmutableArray<AdvisoryChange> Advisories);

/// <summary>A key about which two generations say different things.</summary>
/// <param name="Key">The key.</param>
/// <param name="Kind">What happened to it.</param>
public readonly record struct KeyChange(AdvisoryKey Key, ChangeKind Kind);

/// <summary>A release that only one of two generations knows.</summary>
/// <param name="Ecosystem">Its ecosystem.</param>
/// <param name="Release">The release; empty in ecosystems without any.</param>
/// <param name="Kind">Whether it came or went.</param>
public readonly record struct ReleaseChange(string Ecosystem, string Release, ChangeKind Kind);

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

    /// <summary>Both have it, and the newer one says that it was withdrawn. Of advisories only.</summary>
    Withdrawn,
}
