using Vigil.Domain.Diagnostics;

namespace Vigil.Advisories.Download;

/// <summary>What became of a document.</summary>
public enum FetchOutcome
{
    /// <summary>It was fetched, and replaced the one before.</summary>
    Fetched,

    /// <summary>It has not changed.</summary>
    Unchanged,

    /// <summary>The publisher has none.</summary>
    Missing,

    /// <summary>It could not be had or was refused; the one before stays.</summary>
    Failed,
}

/// <summary>What became of one document.</summary>
/// <param name="Document">Path in a mirror: <c>osv/Debian/all.zip</c>.</param>
/// <param name="Outcome">What became of it.</param>
/// <param name="Bytes">Bytes that came over the wire.</param>
/// <param name="Diagnostic">Why, when it failed.</param>
public sealed record FetchReport(string Document, FetchOutcome Outcome, long Bytes, Diagnostic? Diagnostic = null);

/// <summary>How far a document is.</summary>
/// <param name="Document">Path in a mirror.</param>
/// <param name="Bytes">Bytes that are here, those of an earlier try included.</param>
/// <param name="TotalBytes">Bytes that there will be, or <see langword="null"/> when the server does not say.</param>
public readonly record struct FetchProgress(string Document, long Bytes, long? TotalBytes);
