namespace Vigil.Storage.Rules;

/// <summary>An account has a filter of that name.</summary>
public sealed class DuplicateFilterException(string name) : Exception($"There is a filter named '{name}'.");
