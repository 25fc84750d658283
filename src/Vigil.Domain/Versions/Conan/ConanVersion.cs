namespace Vigil.Domain.Versions.Conan;

/// <summary>Versions of Conan recipes: items between dots, <c>[-pre][+build]</c>.</summary>
/// <remarks>
/// The order of Conan 2 (<c>conans/model/version.py</c>): zeros at the end do not count, numbers compare as numbers, a pre-release sorts before its
/// release, a build after the same version without one; both are versions themselves, split off at the last <c>-</c> and <c>+</c>. Every text is a version.
/// Conan compares a number and a word as texts, which is no order (<c>1a &lt; 2 &lt; 10 &lt; 1a</c>); here digits at the start of an item count as a number
/// (<c>1 &lt; 1a &lt; 2 &lt; 10</c>) and an item without them sorts after all numbers.
/// </remarks>
public sealed class ConanVersion : KeyedVersionScheme
{
    private const byte Missing = 0;
    private const byte Present = 1;
    private const byte NoPrerelease = 2;
    private const byte End = 0;
    private const byte Number = 1;
    private const byte Word = 0x80;

    /// <inheritdoc/>
    public override string Name => "conan";

    /// <inheritdoc/>
    public override bool IsValid(ReadOnlySpan<char> version) => !version.IsWhiteSpace();

    /// <inheritdoc/>
    protected override void WriteKey(scoped ReadOnlySpan<char> version, ref SortKeyWriter key)
    {
        // what follows the last separator holds no more of its kind, so the recursion is at most three deep
        SplitAtLast(ref version, '+', out var build, out var hasBuild);
        SplitAtLast(ref version, '-', out var prerelease, out var hasPrerelease);
        WriteItems(version, ref key);
        key.Byte(hasPrerelease ? Present : NoPrerelease);
        if (hasPrerelease)
        {
            WriteKey(prerelease, ref key);
        }

        key.Byte(hasBuild ? Present : Missing);
        if (hasBuild)
        {
            WriteKey(build, ref key);
        }
    }

    private static void WriteItems(ReadOnlySpan<char> items, ref SortKeyWriter key)
    {
        var zeros = 0;
        foreach (var range in items.Split('.'))
        {
            var word = items[range];
            var number = NumericText.TakeDigits(ref word);
            if (word.IsEmpty && !number.IsEmpty && !number.ContainsAnyExcept('0'))
            {
                zeros++;
                continue;
            }

            for (; zeros > 0; zeros--)
            {
                WriteNumber([], [], ref key);
            }

            if (number.IsEmpty)
            {
                key.Byte(Word);
                key.Text(word);
            }
            else
            {
                WriteNumber(number, word, ref key);
            }
        }

        key.Byte(End);
    }

    private static void WriteNumber(ReadOnlySpan<char> digits, ReadOnlySpan<char> word, ref SortKeyWriter key)
    {
        key.Number(Number, digits);
        key.Text(word);
    }

    private static void SplitAtLast(scoped ref ReadOnlySpan<char> version, char separator, out ReadOnlySpan<char> after, out bool isSplit)
    {
        var position = version.LastIndexOf(separator);
        isSplit = position >= 0;
        after = isSplit ? version[(position + 1)..] : [];
        version = isSplit ? version[..position] : version;
    }
}
