using System.Text;

namespace Vigil.Domain.Versions.Pypi;

/// <summary>The parts of a valid PEP 440 version; numbers are runs of digits of any length.</summary>
internal readonly ref struct PypiParts
{
    private PypiParts(
        ReadOnlySpan<char> epoch,
        ReadOnlySpan<char> release,
        PypiPhase phase,
        ReadOnlySpan<char> phaseNumber,
        bool isPost,
        ReadOnlySpan<char> post,
        bool isDev,
        ReadOnlySpan<char> dev,
        ReadOnlySpan<char> local)
    {
        Epoch = epoch;
        Release = release;
        Phase = phase;
        PhaseNumber = phaseNumber;
        IsPost = isPost;
        Post = post;
        IsDev = isDev;
        Dev = dev;
        Local = local;
    }

    /// <summary>Digits before <c>!</c>; empty for none.</summary>
    public ReadOnlySpan<char> Epoch { get; }

    /// <summary>Numbers between dots, at least one.</summary>
    public ReadOnlySpan<char> Release { get; }

    public PypiPhase Phase { get; }

    public ReadOnlySpan<char> PhaseNumber { get; }

    public bool IsPost { get; }

    public ReadOnlySpan<char> Post { get; }

    public bool IsDev { get; }

    public ReadOnlySpan<char> Dev { get; }

    /// <summary>What follows <c>+</c>; empty for none.</summary>
    public ReadOnlySpan<char> Local { get; }

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

        parts = default;
        var epoch = TakeEpoch(ref rest);
        var release = TakeRelease(ref rest);
        if (release.IsEmpty)
        {
            return false;
        }

        var phase = TakePhase(ref rest, out var phaseNumber);
        var isPost = TryTakePost(ref rest, out var post);
        var isDev = TryTakeTag(ref rest, "dev", out var dev);
        if (!TryTakeLocal(ref rest, out var local) || !rest.IsEmpty)
        {
            return false;
        }

        parts = new PypiParts(epoch, release, phase, phaseNumber, isPost, post, isDev, dev, local);
        return true;
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

    private static bool TryTakeLocal(scoped ref ReadOnlySpan<char> rest, out ReadOnlySpan<char> local)
    {
        local = default;
        if (rest is not ['+', ..])
        {
            return true;
        }

        local = rest[1..];
        rest = default;
        var afterSeparator = true;
        foreach (var c in local)
        {
            var isSeparator = IsSeparator(c);
            if (!isSeparator && !char.IsAsciiLetterOrDigit(c) || isSeparator && afterSeparator)
            {
                return false;
            }

            afterSeparator = isSeparator;
        }

        return !afterSeparator;
    }

    private static ReadOnlySpan<char> SkipSeparator(ReadOnlySpan<char> text) => text.Length > 0 && IsSeparator(text[0]) ? text[1..] : text;

    private static bool IsSeparator(char c) => c is '.' or '-' or '_';
}
