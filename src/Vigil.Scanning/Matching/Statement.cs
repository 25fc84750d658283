using Vigil.Domain.Advisories;

namespace Vigil.Scanning.Matching;

/// <summary>What one row says of one package. Texts are there for rows that cover it, so that the others cost nothing.</summary>
internal readonly record struct Statement
{
    /// <summary>The advisory's place in the store.</summary>
    public required int Advisory { get; init; }

    /// <summary>Which of the lookups found it.</summary>
    public required int Lookup { get; init; }

    /// <summary>Where the installed version stands.</summary>
    public required Position Position { get; init; }

    /// <summary>What the source says.</summary>
    public required VendorState State { get; init; }

    /// <summary>Subscription that the fix needs, or empty.</summary>
    public required string Channel { get; init; }

    /// <summary>The range, or <see langword="null"/> when the row has none or does not cover the version.</summary>
    public VersionRange? Range { get; init; }

    /// <summary>Scheme of the range.</summary>
    public string Scheme { get; init; }

    /// <summary>The source's severity word.</summary>
    public string Label { get; init; }

    /// <summary>Whether it names the version itself, in a list.</summary>
    public bool NamesVersion { get; init; }

    /// <summary>Whether it covers the version and says by which version it is fixed.</summary>
    public bool HasFix => Position == Position.Inside && Range is { Fixed.Length: > 0 };

    /// <summary>Whether it covers every version, without an end: affected, and no more known.</summary>
    public bool IsUnconditional => Position == Position.Inside && !NamesVersion && Range is null or { Introduced: "", Fixed: "", LastAffected: "" };
}
