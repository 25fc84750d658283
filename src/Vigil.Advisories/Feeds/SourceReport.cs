using Vigil.Domain;
using Vigil.Domain.Diagnostics;

namespace Vigil.Advisories.Feeds;

/// <summary>What became of one source: every entry it has is either accepted or a reject with a name and a reason.</summary>
public sealed record SourceReport
{
    /// <summary>The source: <c>osv/Debian</c>, <c>alas/2/core</c>.</summary>
    public required string Source { get; init; }

    /// <summary>Entries that the source itself has: <see cref="Accepted"/> and <see cref="Rejected"/> together.</summary>
    public int Entries => Accepted + Rejected;

    /// <summary>Entries that were read, withdrawn ones among them.</summary>
    public int Accepted { get; init; }

    /// <summary>Entries that were left out.</summary>
    public int Rejected { get; init; }

    /// <summary>Accepted entries that the source has withdrawn.</summary>
    public int Withdrawn { get; init; }

    /// <summary>Advisories that the entries gave; fewer than entries where a feed states one flaw in many places.</summary>
    public int Advisories { get; init; }

    /// <summary>Newest time of modification that an entry states: the age of the source.</summary>
    public DateTimeOffset? Newest { get; init; }

    /// <summary>Whether a document was broken as a whole, so that the counts are not those of the publisher.</summary>
    public bool IsBroken { get; init; }

    /// <summary>Names and reasons of rejects, of statements that could not be used and of broken documents, up to a bound.</summary>
    public EquatableArray<Diagnostic> Diagnostics { get; init; } = [];
}
