namespace Vigil.Domain.Advisories;

/// <summary>One entry of a feed, in one shape for all feeds. What the feed does not state is empty.</summary>
public sealed record Advisory
{
    /// <summary>Id as published: <c>CVE-2021-44228</c>, <c>GHSA-jfh8-c2jp-5v3q</c>, <c>RHSA-2024:1234</c>, <c>ALAS2-2018-939</c>.</summary>
    public required string Id { get; init; }

    /// <summary>Id of the feed that said it: <c>osv/Debian</c>, <c>alpine-secdb</c>, <c>alas/2/core</c>, <c>redhat</c>.</summary>
    public required string Source { get; init; }

    /// <summary>Other names of the same flaw. Joined by union-find, so an entry here must never name a different flaw.</summary>
    public EquatableArray<string> Aliases { get; init; } = [];

    /// <summary>
    /// The flaws that a vendor advisory is about, when it is an erratum for several: one finding for each. Empty when the advisory is itself the
    /// name of one flaw.
    /// </summary>
    public EquatableArray<string> Vulnerabilities { get; init; } = [];

    /// <summary>Other entries of interest; never joined.</summary>
    public EquatableArray<string> Related { get; init; } = [];

    /// <summary>One line.</summary>
    public string Summary { get; init; } = "";

    /// <summary>The description, cut by the feed reader to <see cref="MaxDetailsLength"/> characters.</summary>
    public string Details { get; init; } = "";

    /// <summary>First published, UTC; <see langword="null"/> when not stated.</summary>
    public DateTimeOffset? Published { get; init; }

    /// <summary>Last modified, UTC; <see langword="null"/> when not stated.</summary>
    public DateTimeOffset? Modified { get; init; }

    /// <summary>When it was withdrawn; a withdrawn advisory opens nothing and closes what it opened.</summary>
    public DateTimeOffset? Withdrawn { get; init; }

    /// <summary>All scores and labels of all sources.</summary>
    public EquatableArray<Severity> Severities { get; init; } = [];

    /// <summary><c>CWE-79</c>, in the order stated.</summary>
    public EquatableArray<string> Cwes { get; init; } = [];

    /// <summary>Absolute http(s) addresses, in the order stated.</summary>
    public EquatableArray<string> References { get; init; } = [];

    /// <summary>What is affected; empty for an entry that only describes.</summary>
    public EquatableArray<AffectedPackage> Affected { get; init; } = [];

    /// <summary>Bound on <see cref="Details"/>; a 100 MB description is not worth a byte more than this.</summary>
    public const int MaxDetailsLength = 4_000;
}
