using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace Vigil.Domain.Versions.Ranges;

/// <summary>The syntax of advisory databases, for any scheme: <c>&gt;= 1.0, &lt; 1.4.2 || = 2.0</c>.</summary>
/// <remarks>
/// A comma is "and", <c>||</c> is "or"; operators <c>&lt; &lt;= &gt; &gt;= = == !=</c>, none means <c>=</c>. An empty constraint holds every version,
/// an empty alternative beside others is ignored. A version may stand in single or double quotes, and then contain any character but the quote.
/// A new operator also starts a new comparator, so <c>&gt;=1 &lt;2</c> is read like <c>&gt;=1, &lt;2</c>.
/// </remarks>
public sealed class AdvisorySyntax : ConstraintSyntax
{
    /// <inheritdoc/>
    public override string Name => "advisory";

    /// <inheritdoc/>
    public override bool TryParse(ReadOnlySpan<char> text, ConstraintOptions options, [NotNullWhen(true)] out Constraint? constraint)
    {
        constraint = null;
        var sets = ImmutableArray.CreateBuilder<ImmutableArray<Comparator>>();
        var set = ImmutableArray.CreateBuilder<Comparator>();
        var rest = text.TrimStart();
        while (rest.Length > 0)
        {
            if (rest[0] == ',')
            {
                rest = rest[1..].TrimStart();
            }
            else if (rest.StartsWith("||"))
            {
                Close(set, sets);
                rest = rest[2..].TrimStart();
            }
            else if (TryReadComparator(ref rest, out var comparator))
            {
                set.Add(comparator);
            }
            else
            {
                return false;
            }
        }

        Close(set, sets);
        constraint = sets.Count == 0 ? ComparatorSets.Everything : new ComparatorSets(sets.ToImmutable());
        return true;
    }

    private static void Close(ImmutableArray<Comparator>.Builder set, ImmutableArray<ImmutableArray<Comparator>>.Builder sets)
    {
        if (set.Count > 0)
        {
            sets.Add(set.ToImmutable());
            set.Clear();
        }
    }

    private static bool TryReadComparator(scoped ref ReadOnlySpan<char> rest, out Comparator comparator)
    {
        comparator = default;
        if (!ConstraintText.TryReadOperator(ConstraintText.TakeOperator(ref rest), out var comparison) || !TryTakeBound(ref rest, out var bound))
        {
            return false;
        }

        comparator = new Comparator(comparison, bound.ToString());
        return true;
    }

    private static bool TryTakeBound(scoped ref ReadOnlySpan<char> rest, out ReadOnlySpan<char> bound)
    {
        bound = default;
        if (rest.IsEmpty)
        {
            return false;
        }

        if (rest[0] is '\'' or '"')
        {
            var length = rest[1..].IndexOf(rest[0]);
            if (length < 0)
            {
                return false;
            }

            bound = rest.Slice(1, length);
            rest = rest[(length + 2)..].TrimStart();
            return true;
        }

        // a tilde or a caret is part of Debian and RPM versions, so only the comparison characters end one
        var end = rest.IndexOfAny(",|<>=");
        end = end < 0 ? rest.Length : end;
        bound = rest[..end].TrimEnd();
        rest = rest[end..];
        return !bound.IsEmpty;
    }
}
