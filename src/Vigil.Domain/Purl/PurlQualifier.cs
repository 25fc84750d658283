namespace Vigil.Domain.Purl;

/// <summary>One qualifier of a package URL.</summary>
/// <param name="Key">Lower case.</param>
/// <param name="Value">Decoded, never empty.</param>
public readonly record struct PurlQualifier(string Key, string Value);
