using System.Buffers;
using System.Text;

namespace Vigil.Domain.Versions.Pypi;

/// <summary>The parts of a valid PEP 440 version; numbers are runs of digits of any length.</summary>
internal readonly ref struct PypiParts
{
    private static readonly SearchValues<char> LocalCharacters =
        SearchValues.Create("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    /// <summary>Digits before <c>!</c>; empty for none.</summary>
    public ReadOnlySpan<char> Epoch { get; private init; }

    /// <summary>Numbers between dots, at least one.</summary>
    public ReadOnlySpan<char> Release { get; private init; }

    public PypiPhase Phase { get; private init; }

    public ReadOnlySpan<char> PhaseNumber { get; private init; }

    public bool IsPost { get; private init; }

    public ReadOnlySpan<char> Post { get; private init; }

    public bool IsDev { get; private init; }

    public ReadOnlySpan<char> Dev { get; private init; }

    /// <summary>What follows <c>+</c>; empty for none.</summary>
    public ReadOnlySpan<char> Local { get; private init; }

    /// <summary>Alphas, betas, release candidates and development releases.</summary>
    public bool IsPrerelease => Phase != PypiPhase.Final || IsDev;

    /// <summary>Reads the grammar of appendix B of PEP 440, case-insensitively, with blanks around it.</summary>
    public static bool TryParse(ReadOnlySpan<char> version, out PypiParts parts)
    {
        var rest = version.Trim();
        if (rest is ['v' or 'V', ..])
        {
            rest = rest[1..];
        }

        // the initialisers run in the order of the grammar
        parts = new PypiParts
        {
            Epoch = TakeEpoch(ref rest),
            Release = TakeRelease(ref rest),
            Phase = TakePhase(ref rest, out var phaseNumber),
            PhaseNumber = phaseNumber,
            IsPost = TryTakePost(ref rest, out var post),
            Post = post,
            IsDev = TryTakeTag(ref rest, "dev", out var dev),
            Dev = dev,
            Local = TakeLocal(ref rest),
        };
        return !parts.Release.IsEmpty && rest.IsEmpty;
    }

    private static ReadOnlySpan<char> TakeEpoch(scoped ref ReadOnlySpan<char> rest)
    {
        var digits = NumericText.DigitRun(rest);
        if (digits == 0 || digits == rest.Length || rest[digits] != '!')
        {
            return [];
        }

        var epoch = rest[..digits];
        rest = rest[(digits + 1)..];
        return epoch;
    }

    private static ReadOnlySpan<char> TakeRelease(scoped ref ReadOnlySpan<char> rest)
    {
        var length = NumericText.DigitRun(rest);
        while (length > 0 && length + 1 < rest.Length && rest[length] == '.' && char.IsAsciiDigit(rest[length + 1]))
        {
            length += 1 + NumericText.DigitRun(rest[(length + 1)..]);
        }

        var release = rest[..length];
        rest = rest[length..];
        return release;
    }

    private static PypiPhase TakePhase(scoped ref ReadOnlySpan<char> rest, out ReadOnlySpan<char> number)
    {
        // a longer spelling comes before one that it starts with
        if (TryTakeTag(ref rest, "alpha", out number) || TryTakeTag(ref rest, "a", out number))
        {
            return PypiPhase.Alpha;
        }

        if (TryTakeTag(ref rest, "beta", out number) || TryTakeTag(ref rest, "b", out number))
        {
            return PypiPhase.Beta;
        }

        var isCandidate = TryTakeTag(ref rest, "preview", out number) || TryTakeTag(ref rest, "pre", out number)
            || TryTakeTag(ref rest, "rc", out number) || TryTakeTag(ref rest, "c", out number);
        return isCandidate ? PypiPhase.Candidate : PypiPhase.Final;
    }

    private static bool TryTakePost(scoped ref ReadOnlySpan<char> rest, out ReadOnlySpan<char> number)
    {
        if (rest is ['-', >= '0' and <= '9', ..])
        {
            rest = rest[1..];
            number = NumericText.TakeDigits(ref rest);
            return true;
        }

        return TryTakeTag(ref rest, "post", out number) || TryTakeTag(ref rest, "rev", out number) || TryTakeTag(ref rest, "r", out number);
    }

    /// <summary>Takes a word with an optional separator before it and another before its optional number.</summary>
    private static bool TryTakeTag(scoped ref ReadOnlySpan<char> rest, string word, out ReadOnlySpan<char> number)
    {
        number = default;
        var tag = SkipSeparator(rest);
        if (!tag.StartsWith(word, StringComparison.OrdinalIgnoreCase) || !Ascii.IsValid(tag[..word.Length]))
        {
            return false;
        }

        rest = SkipSeparator(tag[word.Length..]);
        number = NumericText.TakeDigits(ref rest);
        return true;
    }

    /// <summary>Takes the local part when all its segments are letters and digits; otherwise nothing.</summary>
    private static ReadOnlySpan<char> TakeLocal(scoped ref ReadOnlySpan<char> rest)
    {
        if (rest is not ['+', ..])
        {
            return [];
        }

        var local = rest[1..];
        foreach (var range in local.SplitAny('.', '-', '_'))
        {
            var segment = local[range];
            if (segment.IsEmpty || segment.ContainsAnyExcept(LocalCharacters))
            {
                return [];
            }
        }

        rest = default;
        return local;
    }

    private static ReadOnlySpan<char> SkipSeparator(ReadOnlySpan<char> text) => text.Length > 0 && IsSeparator(text[0]) ? text[1..] : text;

    private static bool IsSeparator(char c) => c is '.' or '-' or '_';
}
