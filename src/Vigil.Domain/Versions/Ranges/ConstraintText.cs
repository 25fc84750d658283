using System.Buffers;

namespace Vigil.Domain.Versions.Ranges;

/// <summary>The pieces that the syntaxes share: alternatives, operators, words.</summary>
internal static class ConstraintText
{
    private static readonly SearchValues<char> OperatorCharacters = SearchValues.Create("<>=!~^");

    /// <summary>Cuts the text before the next <c>||</c> off; <paramref name="rest"/> is what follows it.</summary>
    /// <returns><see langword="false"/> when nothing is left to cut.</returns>
    public static bool TryTakeAlternative(scoped ref ReadOnlySpan<char> rest, ref bool ended, out ReadOnlySpan<char> alternative)
    {
        alternative = rest;
        if (ended)
        {
            return false;
        }

        var bar = rest.IndexOf("||");
        ended = bar < 0;
        if (!ended)
        {
            alternative = rest[..bar];
            rest = rest[(bar + 2)..];
        }

        return true;
    }

    /// <summary>Cuts the run of operator characters off the start, and the blanks after it.</summary>
    public static ReadOnlySpan<char> TakeOperator(scoped ref ReadOnlySpan<char> rest)
    {
        var length = rest.IndexOfAnyExcept(OperatorCharacters);
        length = length < 0 ? rest.Length : length;
        var taken = rest[..length];
        rest = rest[length..].TrimStart();
        return taken;
    }

    /// <summary>Cuts off what stands before a comma, a blank or an operator, and the blanks after it.</summary>
    public static ReadOnlySpan<char> TakeWord(scoped ref ReadOnlySpan<char> rest)
    {
        var length = 0;
        while (length < rest.Length && rest[length] != ',' && !char.IsWhiteSpace(rest[length]) && !OperatorCharacters.Contains(rest[length]))
        {
            length++;
        }

        var word = rest[..length];
        rest = rest[length..].TrimStart();
        return word;
    }

    /// <summary>Reads the six comparison operators and <c>==</c>; nothing stands for <c>=</c>.</summary>
    public static bool TryReadOperator(ReadOnlySpan<char> text, out ComparatorOperator comparison)
    {
        (var known, comparison) = text switch
        {
            "" or "=" or "==" => (true, ComparatorOperator.Equal),
            "!=" => (true, ComparatorOperator.NotEqual),
            "<" => (true, ComparatorOperator.Less),
            "<=" => (true, ComparatorOperator.LessOrEqual),
            ">" => (true, ComparatorOperator.Greater),
            ">=" => (true, ComparatorOperator.GreaterOrEqual),
            _ => (false, default),
        };
        return known;
    }
}
