namespace Vigil.Domain.Versions.Jvm;

/// <summary>The parts of a Java runtime version that count in its order.</summary>
internal readonly ref struct JvmParts
{
    private const string UpdateWord = "update";

    /// <summary>Numbers between dots, without the <c>1.</c> of versions before JEP 223.</summary>
    public ReadOnlySpan<char> Numbers { get; private init; }

    /// <summary>Digits of the update; empty for none.</summary>
    public ReadOnlySpan<char> Update { get; private init; }

    /// <summary>Identifiers between dots; empty for a release.</summary>
    public ReadOnlySpan<char> Prerelease { get; private init; }

    public static bool TryParse(ReadOnlySpan<char> version, out JvmParts parts)
    {
        var rest = version.Trim();
        if (rest is ['1', '.', >= '0' and <= '9', ..])
        {
            rest = rest[2..];
        }

        var numbers = TakeNumbers(ref rest);
        parts = new JvmParts { Numbers = numbers, Update = TakeUpdate(ref rest), Prerelease = TakePrerelease(ref rest) };
        return !numbers.IsEmpty && (rest.IsEmpty || rest[0] is '+' or '-');
    }

    private static ReadOnlySpan<char> TakeNumbers(scoped ref ReadOnlySpan<char> rest)
    {
        var length = NumericText.DigitRun(rest);
        while (length > 0 && length + 1 < rest.Length && rest[length] == '.' && char.IsAsciiDigit(rest[length + 1]))
        {
            length += 1 + NumericText.DigitRun(rest[(length + 1)..]);
        }

        var numbers = rest[..length];
        rest = rest[length..];
        return numbers;
    }

    /// <summary><c>_292</c>, <c>u292</c>, <c>-update292</c>, <c>-update_292</c>, <c>-292</c></summary>
    private static ReadOnlySpan<char> TakeUpdate(scoped ref ReadOnlySpan<char> rest)
    {
        if (rest is not ['_' or '-' or 'u', ..])
        {
            return [];
        }

        var update = rest[1..];
        update = update.StartsWith(UpdateWord) ? update[UpdateWord.Length..].TrimStart('_') : update;
        var digits = NumericText.TakeDigits(ref update);
        if (!digits.IsEmpty)
        {
            rest = update;
        }

        return digits;
    }

    /// <summary>What follows a dash, unless it is a build: <c>b</c> and digits.</summary>
    private static ReadOnlySpan<char> TakePrerelease(scoped ref ReadOnlySpan<char> rest)
    {
        if (rest is not ['-', ..])
        {
            return [];
        }

        var length = rest[1..].IndexOfAny('-', '+');
        var prerelease = length < 0 ? rest[1..] : rest.Slice(1, length);
        if (prerelease is ['b', ..] && NumericText.IsNumber(prerelease[1..]))
        {
            return [];
        }

        rest = rest[(prerelease.Length + 1)..];
        return prerelease;
    }
}
