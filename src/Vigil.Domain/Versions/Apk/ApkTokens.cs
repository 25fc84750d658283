namespace Vigil.Domain.Versions.Apk;

/// <summary>Walks the tokens of a version, as far as it is valid.</summary>
internal ref struct ApkTokens(ReadOnlySpan<char> version)
{
    /// <summary>What has not been read; at an invalid token, where it starts.</summary>
    public ReadOnlySpan<char> Rest { get; private set; } = version;

    public ApkToken Kind { get; private set; }

    public ReadOnlySpan<char> Value { get; private set; }

    /// <summary>Moves to the next token.</summary>
    /// <returns><see langword="false"/> at the end and at the first thing that is no token here; <see cref="Kind"/> says which.</returns>
    public bool MoveNext()
    {
        Kind = Next();
        return Kind < ApkToken.End;
    }

    private ApkToken Next()
    {
        if (Kind == ApkToken.Start)
        {
            return TakeNumber(prefix: 0, ApkToken.FirstNumber);
        }

        return Rest switch
        {
            [] => ApkToken.End,
            [>= 'a' and <= 'z', ..] when Kind <= ApkToken.Number => Take(start: 0, end: 1, ApkToken.Letter),
            ['.', ..] when Kind <= ApkToken.Number => TakeNumber(prefix: 1, ApkToken.Number),
            [>= '0' and <= '9', ..] when Kind == ApkToken.Suffix => TakeNumber(prefix: 0, ApkToken.SuffixNumber),
            ['_', ..] when Kind <= ApkToken.SuffixNumber => TakeSuffix(),
            ['~', ..] when Kind < ApkToken.Hash => TakeHash(),
            ['-', 'r', ..] when Kind < ApkToken.Revision => TakeRevision(),
            _ => ApkToken.Invalid,
        };
    }

    private ApkToken TakeNumber(int prefix, ApkToken kind)
    {
        var digits = NumericText.DigitRun(Rest[prefix..]);
        return digits == 0 ? ApkToken.Invalid : Take(prefix, prefix + digits, kind);
    }

    private ApkToken TakeSuffix()
    {
        var end = Rest[1..].IndexOfAnyExceptInRange('a', 'z') + 1;
        end = end == 0 ? Rest.Length : end;
        return ApkSuffix.Rank(Rest[1..end]) == ApkSuffix.Unknown ? ApkToken.Invalid : Take(start: 1, end, ApkToken.Suffix);
    }

    private ApkToken TakeHash()
    {
        var end = 1;
        while (end < Rest.Length && char.IsAsciiHexDigitLower(Rest[end]))
        {
            end++;
        }

        return end == 1 ? ApkToken.Invalid : Take(start: 1, end, ApkToken.Hash);
    }

    /// <summary>
    /// Before anything but the end, a revision of 0 is as absent: <c>1-r0-1</c> and <c>1--1</c> are invalid at the same place.
    /// </summary>
    private ApkToken TakeRevision()
    {
        var end = 2 + NumericText.DigitRun(Rest[2..]);
        var isZero = Rest[2..end].TrimStart('0').IsEmpty;
        return isZero && end < Rest.Length ? ApkToken.Invalid : Take(start: 2, end, ApkToken.Revision);
    }

    private ApkToken Take(int start, int end, ApkToken kind)
    {
        Value = Rest[start..end];
        Rest = Rest[end..];
        return kind;
    }
}
