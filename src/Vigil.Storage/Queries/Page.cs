namespace Vigil.Storage.Queries;

/// <summary>Some of what was asked for, and where to go on.</summary>
/// <param name="Items">The items.</param>
/// <param name="NextToken">What to ask with for the next page; <see langword="null"/> when there is none.</param>
/// <typeparam name="T">An item.</typeparam>
public sealed record Page<T>(IReadOnlyList<T> Items, string? NextToken);
