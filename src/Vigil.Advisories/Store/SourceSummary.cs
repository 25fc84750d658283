namespace Vigil.Advisories.Store;

/// <summary>What one feed brought into a generation.</summary>
/// <param name="Source">Id of the feed, as in <see cref="Domain.Advisories.Advisory.Source"/>.</param>
/// <param name="InputDigest">Digest of the input that was read, as the feed gives it (<c>sha256:…</c>); empty when it gave none.</param>
/// <param name="Records">Entries of the feed that were read.</param>
/// <param name="Rejects">Entries that could not be read, each named where the generation was made.</param>
/// <param name="Advisories">Advisories that the entries gave.</param>
/// <param name="NewestModified">The newest modification of its entries, UTC; the age of the feed.</param>
public sealed record SourceSummary(
    string Source, string InputDigest, int Records, int Rejects, int Advisories, DateTimeOffset? NewestModified);
