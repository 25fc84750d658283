using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Vigil.Domain.Filters;

/// <summary>The words of an enumeration on the wire, both ways.</summary>
/// <typeparam name="T">An enumeration that counts from zero without gaps.</typeparam>
public sealed class Words<T>
    where T : struct, Enum
{
    private readonly ImmutableArray<T> _values = [.. Enum.GetValues<T>()];
    private readonly FrozenDictionary<string, T> _byWord;

    /// <summary>Names all values.</summary>
    public Words(Func<T, string> wordOf)
    {
        All = [.. _values.Select(wordOf)];
        _byWord = _values.ToFrozenDictionary(wordOf, StringComparer.Ordinal);
    }

    /// <summary>All words, each at the place of its number.</summary>
    public ImmutableArray<string> All { get; }

    /// <summary>The word of a value.</summary>
    public string this[T value] => All[_values.IndexOf(value)];

    /// <summary>The value of a word, in exactly this case.</summary>
    public bool TryParse(string word, out T value) => _byWord.TryGetValue(word, out value);
}
