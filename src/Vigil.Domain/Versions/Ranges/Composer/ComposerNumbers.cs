namespace Vigil.Domain.Versions.Ranges.Composer;

/// <summary>The one to four numbers that a Composer version starts with, and what follows them.</summary>
internal readonly ref struct ComposerNumbers
{
    private const int MaxCount = 4;

    private readonly ReadOnlySpan<char> _numbers;

    private ComposerNumbers(ReadOnlySpan<char> numbers, ReadOnlySpan<char> suffix)
    {
        _numbers = numbers;
        Suffix = suffix;
    }

    /// <summary>How many numbers there are; 0 where the text does not start with one.</summary>
    public int Count => _numbers.IsEmpty ? 0 : _numbers.Count('.') + 1;

    /// <summary>What follows the numbers: a stability, wildcards.</summary>
    public ReadOnlySpan<char> Suffix { get; }

    /// <summary>Whether nothing but wildcards follows: <c>1.2.*</c>.</summary>
    public bool IsWildcard
    {
        get
        {
            var rest = Suffix;
            while (rest is ['.', 'x' or 'X' or '*', ..])
            {
                rest = rest[2..];
            }

            return rest.IsEmpty && !Suffix.IsEmpty;
        }
    }

    public static ComposerNumbers Read(ReadOnlySpan<char> version)
    {
        var text = version is ['v' or 'V', ..] ? version[1..] : version;
        var length = NumericText.DigitRun(text);
        for (var count = 1; length > 0 && count < MaxCount && text[length..] is ['.', >= '0' and <= '9', ..]; count++)
        {
            length += 1 + NumericText.DigitRun(text[(length + 1)..]);
        }

        return new ComposerNumbers(text[..length], text[length..]);
    }

    /// <summary>Whether the number at a place, counted from 1, is there and not zero.</summary>
    public bool IsPositive(int place) => place <= Count && NumberAt(place).ContainsAnyExcept('0');

    /// <summary>The first development version with the numbers up to a place, counted from 1.</summary>
    public string Lowest(int place) => $"{UpTo(place)}-dev";

    /// <summary>The first development version in which the number at a place is one more.</summary>
    public string Next(int place)
    {
        var kept = UpTo(place);
        var start = kept.LastIndexOf('.') + 1;
        return $"{kept[..start]}{NumericText.Increment(kept[start..])}-dev";
    }

    private ReadOnlySpan<char> NumberAt(int place)
    {
        var numbers = UpTo(place);
        return numbers[(numbers.LastIndexOf('.') + 1)..];
    }

    private ReadOnlySpan<char> UpTo(int place)
    {
        var end = 0;
        for (var i = 0; i < place && end < _numbers.Length; i++)
        {
            end += i > 0 ? 1 : 0;
            end += NumericText.DigitRun(_numbers[end..]);
        }

        return _numbers[..end];
    }
}
