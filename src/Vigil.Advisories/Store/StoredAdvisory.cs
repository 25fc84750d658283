namespace Vigil.Advisories.Store;

/// <summary>An advisory of the store, as far as verdicts name it.</summary>
/// <param name="Id">Id as published.</param>
/// <param name="Source">Id of the feed that said it.</param>
/// <param name="Modified">Last modified, UTC; <see langword="null"/> when not stated.</param>
/// <param name="Withdrawn">When it was withdrawn; then it has no rows.</param>
public sealed record StoredAdvisory(string Id, string Source, DateTimeOffset? Modified, DateTimeOffset? Withdrawn);
