using Vigil.Domain.Versions.Semver;

namespace Vigil.Domain.Versions.Ranges.Semver;

/// <summary>A semantic version of which numbers may be missing or wildcards: <c>1</c>, <c>1.x</c>, <c>1.2.*</c>, <c>1.2.3-rc.1</c>.</summary>
/// <param name="Major">First number; <see langword="null"/> for a wildcard.</param>
/// <param name="Minor">Second number; <see langword="null"/> where missing or a wildcard.</param>
/// <param name="Patch">Third number, likewise.</param>
/// <param name="Prerelease">Identifiers after the dash; empty for none. May follow a wildcard, where it means nothing.</param>
internal readonly record struct PartialVersion(ulong? Major, ulong? Minor, ulong? Patch, string Prerelease)
{
    /// <summary>Largest number, as in JavaScript; one more would not be told apart.</summary>
    private const ulong MaxNumber = (1UL << 53) - 1;

    /// <summary>Whether a number stands after a wildcard, as in <c>1.x.3</c>.</summary>
    public bool IsDisordered => Major is null && Minor is not null || Minor is null && Patch is not null;

    /// <summary>Reads one to three numbers or wildcards (<c>x</c>, <c>X</c>, <c>*</c>); after the third a pre-release; a build is left out.</summary>
    /// <param name="text">Without prefix or blanks.</param>
    /// <param name="isLoose">Numbers may start with 0, the dash of the pre-release may be missing.</param>
    /// <param name="version">The parts.</param>
    public static bool TryParse(ReadOnlySpan<char> text, bool isLoose, out PartialVersion version)
    {
        version = default;
        var plus = text.IndexOf('+');
        if (plus >= 0 && !SemanticParts.AreIdentifiers(text[(plus + 1)..]))
        {
            return false;
        }

        var rest = plus >= 0 ? text[..plus] : text;
        Span<ulong?> numbers = [null, null, null];
        for (var count = 0; count < numbers.Length; count++)
        {
            if (count > 0 && (rest.IsEmpty || !TrySkip(ref rest, '.')) || !TryTakeNumber(ref rest, isLoose, out numbers[count]))
            {
                return false;
            }

            if (rest.IsEmpty)
            {
                version = new PartialVersion(numbers[0], numbers[1], numbers[2], "");
                return true;
            }
        }

        var isDashed = TrySkip(ref rest, '-');
        version = new PartialVersion(numbers[0], numbers[1], numbers[2], rest.ToString());
        return (isDashed || isLoose) && SemanticParts.AreIdentifiers(rest) && (isLoose || !SemanticParts.HaveLeadingZero(rest));
    }

    private static bool TrySkip(scoped ref ReadOnlySpan<char> rest, char expected)
    {
        var stands = rest.Length > 0 && rest[0] == expected;
        rest = stands ? rest[1..] : rest;
        return stands;
    }

    private static bool TryTakeNumber(scoped ref ReadOnlySpan<char> rest, bool isLoose, out ulong? number)
    {
        number = null;
        if (rest is ['x' or 'X' or '*', ..])
        {
            rest = rest[1..];
            return true;
        }

        var digits = NumericText.TakeDigits(ref rest);
        var isNumber = ulong.TryParse(digits, System.Globalization.CultureInfo.InvariantCulture, out var value) && value <= MaxNumber;
        number = value;
        return isNumber && (isLoose || digits is not ['0', _, ..]);
    }
}
