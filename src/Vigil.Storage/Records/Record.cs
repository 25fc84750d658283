namespace Vigil.Storage.Records;

/// <summary>A small document of an account.</summary>
/// <param name="Key">Its name among those of its kind and account.</param>
/// <param name="Version">Counts its changes, from one up.</param>
/// <param name="Value">The document, JSON in UTF-8.</param>
public sealed record Record(string Key, long Version, byte[] Value);
