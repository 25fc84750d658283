namespace Vigil.Domain.Versions;

/// <summary>Numbers of any size as they stand in versions: runs of ASCII digits.</summary>
public static class NumericText
{
    /// <summary>Whether the text is one or more ASCII digits.</summary>
    public static bool IsNumber(ReadOnlySpan<char> text) => text.Length > 0 && !text.ContainsAnyExceptInRange('0', '9');

    /// <summary>Length of the run of ASCII digits at the start.</summary>
    public static int DigitRun(ReadOnlySpan<char> text)
    {
        var end = text.IndexOfAnyExceptInRange('0', '9');
        return end < 0 ? text.Length : end;
    }

    /// <summary>Orders two runs of ASCII digits by value, whatever their size; leading zeros do not count and no digits is 0.</summary>
    public static int Compare(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        left = left.TrimStart('0');
        right = right.TrimStart('0');
        return left.Length != right.Length ? left.Length.CompareTo(right.Length) : Math.Sign(left.SequenceCompareTo(right));
    }

    /// <summary>Cuts the run of ASCII digits off the start of the text.</summary>
    public static ReadOnlySpan<char> TakeDigits(scoped ref ReadOnlySpan<char> text)
    {
        var digits = text[..DigitRun(text)];
        text = text[digits.Length..];
        return digits;
    }

    /// <summary>The next number of a run of ASCII digits.</summary>
    public static string Increment(ReadOnlySpan<char> digits)
    {
        var last = digits.LastIndexOfAnyExcept('9');
        var zeros = new string('0', digits.Length - 1 - last);
        return last < 0 ? $"1{zeros}" : $"{digits[..last]}{(char)(digits[last] + 1)}{zeros}";
    }
}
