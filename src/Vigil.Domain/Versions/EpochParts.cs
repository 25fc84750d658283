namespace Vigil.Domain.Versions;

/// <summary>The parts of <c>[epoch:]version[-release]</c>, read from any text.</summary>
internal readonly ref struct EpochParts
{
    /// <summary>Digits before a colon at the start of the text.</summary>
    public ReadOnlySpan<char> Epoch { get; private init; }

    public bool HasEpoch { get; private init; }

    public ReadOnlySpan<char> Version { get; private init; }

    /// <summary>What follows the last dash.</summary>
    public ReadOnlySpan<char> Release { get; private init; }

    public bool HasRelease { get; private init; }

    public static EpochParts Split(ReadOnlySpan<char> text)
    {
        var digits = NumericText.DigitRun(text);
        var hasEpoch = digits < text.Length && text[digits] == ':';
        var rest = hasEpoch ? text[(digits + 1)..] : text;
        var dash = rest.LastIndexOf('-');
        return new EpochParts
        {
            Epoch = hasEpoch ? text[..digits] : [],
            HasEpoch = hasEpoch,
            Version = dash < 0 ? rest : rest[..dash],
            Release = dash < 0 ? [] : rest[(dash + 1)..],
            HasRelease = dash >= 0,
        };
    }
}
