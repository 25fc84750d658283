using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Vigil.Domain.Versions.Pypi;

namespace Vigil.Domain.Versions.Ranges.Pypi;

/// <summary>Version specifiers of Python packages: <c>&gt;=1.0,!=1.3.4.*,&lt;2</c>.</summary>
/// <remarks>
/// <para>
/// PEP 440 as <c>packaging.specifiers</c> 26 has it, with pre-releases allowed as candidates (the question is whether an installed version is meant, not
/// which to install). <c>&lt;V</c> leaves out the pre-releases of V unless V is one (not with <see cref="ConstraintOptions.IncludePrerelease"/>), <c>&gt;V</c>
/// its post-releases and local versions; without a local part in the specifier that of the version does not count; <c>===</c> compares
/// the texts without regard to case. Nothing at all means any version.
/// </para>
/// <para>
/// The lenient syntax, as advisories write it (go-pep440-version): also <c>||</c>, <c>=</c> or no operator for <c>==</c>, blanks instead of commas,
/// <c>*</c> for any version, and <c>.*</c> after a pre- or post-release.
/// </para>
/// </remarks>
public sealed class Pep440SpecifierSyntax(bool isLenient) : ConstraintSyntax
{
    private const string Wildcard = ".*";

    /// <inheritdoc/>
    public override string Name => isLenient ? "pep440-lenient" : "pep440-specifier";

    /// <inheritdoc/>
    public override bool TryParse(ReadOnlySpan<char> text, ConstraintOptions options, [NotNullWhen(true)] out Constraint? constraint)
    {
        constraint = null;
        var alternatives = ImmutableArray.CreateBuilder<ImmutableArray<SpecifierClause>>();
        var isEnded = false;
        while (ConstraintText.TryTakeAlternative(ref text, ref isEnded, out var alternative))
        {
            // bars belong to the lenient syntax only
            if (!isLenient && !isEnded || !TryParseClauses(alternative, options, out var clauses))
            {
                return false;
            }

            alternatives.Add(clauses);
        }

        constraint = new SpecifierSet(alternatives.ToImmutable());
        return true;
    }

    private bool TryParseClauses(ReadOnlySpan<char> text, ConstraintOptions options, out ImmutableArray<SpecifierClause> clauses)
    {
        var parsed = ImmutableArray.CreateBuilder<SpecifierClause>();
        clauses = [];
        for (var rest = text.Trim(); !rest.IsEmpty;)
        {
            if (rest[0] == ',')
            {
                rest = rest[1..].TrimStart();
                continue;
            }

            var sign = ConstraintText.TakeOperator(ref rest);
            var word = TakeWord(ref rest);
            if (isLenient && sign.IsEmpty && word is "*")
            {
                continue;
            }

            if (!TryReadClause(sign, word, options, out var clause) || !isLenient && rest is not ([] or [',', ..]))
            {
                return false;
            }

            parsed.Add(clause);
        }

        clauses = parsed.ToImmutable();
        return true;
    }

    /// <summary>Cuts off what stands before a comma, a blank or an operator; the <c>!</c> after an epoch is none.</summary>
    private static ReadOnlySpan<char> TakeWord(scoped ref ReadOnlySpan<char> rest)
    {
        var length = 0;
        while (length < rest.Length && rest[length] is not (',' or '<' or '>' or '=' or '~') && !char.IsWhiteSpace(rest[length])
            && !rest[length..].StartsWith("!="))
        {
            length++;
        }

        var word = rest[..length];
        rest = rest[length..].TrimStart();
        return word;
    }

    private bool TryReadClause(ReadOnlySpan<char> sign, ReadOnlySpan<char> word, ConstraintOptions options, out SpecifierClause clause)
    {
        clause = default;
        if (!TryReadOperator(sign, out var operation))
        {
            return false;
        }

        if (operation == SpecifierOperator.Arbitrary)
        {
            clause = new SpecifierClause(operation, word.ToString());
            return !word.ContainsAny(';', ')');
        }

        var hasWildcard = word.EndsWith(Wildcard);
        var version = hasWildcard ? word[..^Wildcard.Length] : word;
        if (!PypiParts.TryParse(version, out var parts) || !IsAllowed(operation, parts, hasWildcard))
        {
            return false;
        }

        clause = (operation, hasWildcard) switch
        {
            (SpecifierOperator.Equal, true) => new SpecifierClause(SpecifierOperator.HasPrefix, version.ToString()),
            (SpecifierOperator.NotEqual, true) => new SpecifierClause(SpecifierOperator.LacksPrefix, version.ToString()),
            (SpecifierOperator.Less, _) when !parts.IsPrerelease && !options.HasFlag(ConstraintOptions.IncludePrerelease) =>
                new SpecifierClause(operation, $"{version}.dev0"),
            _ => new SpecifierClause(operation, version.ToString()),
        };
        return true;
    }

    private bool TryReadOperator(ReadOnlySpan<char> sign, out SpecifierOperator operation)
    {
        (var known, operation) = sign switch
        {
            "" or "=" => (isLenient, SpecifierOperator.Equal),
            "==" => (true, SpecifierOperator.Equal),
            "!=" => (true, SpecifierOperator.NotEqual),
            "<" => (true, SpecifierOperator.Less),
            "<=" => (true, SpecifierOperator.LessOrEqual),
            ">" => (true, SpecifierOperator.Greater),
            ">=" => (true, SpecifierOperator.GreaterOrEqual),
            "~=" => (true, SpecifierOperator.Compatible),
            "===" => (true, SpecifierOperator.Arbitrary),
            _ => (false, default),
        };
        return known;
    }

    private bool IsAllowed(SpecifierOperator operation, PypiParts version, bool hasWildcard)
    {
        if (operation is SpecifierOperator.Equal or SpecifierOperator.NotEqual)
        {
            var mayHaveWildcard = version.Local.IsEmpty && !version.IsDev && (isLenient || version is { Phase: PypiPhase.Final, IsPost: false });
            return !hasWildcard || mayHaveWildcard;
        }

        return !hasWildcard && version.Local.IsEmpty && (operation != SpecifierOperator.Compatible || version.Release.Contains('.'));
    }
}
