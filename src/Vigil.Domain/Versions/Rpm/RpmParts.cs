using System.Buffers;

namespace Vigil.Domain.Versions.Rpm;

/// <summary>The parts of <c>[epoch:]version[-release]</c>.</summary>
internal readonly ref struct RpmParts
{
    private static readonly SearchValues<char> Allowed =
        SearchValues.Create("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz._+~^");

    public ReadOnlySpan<char> Epoch { get; private init; }

    public ReadOnlySpan<char> Version { get; private init; }

    public ReadOnlySpan<char> Release { get; private init; }

    public bool HasRelease { get; private init; }

    public bool IsValid =>
        Version.Length > 0 && !Version.ContainsAnyExcept(Allowed)
        && (!HasRelease || Release.Length > 0) && !Release.ContainsAnyExcept(Allowed);

    /// <summary>Splits any text: digits before a colon at its start are the epoch, what follows the last dash is the release.</summary>
    public static RpmParts Split(ReadOnlySpan<char> text)
    {
        var digits = NumericText.DigitRun(text);
        var hasEpoch = digits < text.Length && text[digits] == ':';
        var rest = hasEpoch ? text[(digits + 1)..] : text;
        var dash = rest.LastIndexOf('-');
        return new RpmParts
        {
            Epoch = hasEpoch ? text[..digits] : [],
            Version = dash < 0 ? rest : rest[..dash],
            Release = dash < 0 ? [] : rest[(dash + 1)..],
            HasRelease = dash >= 0,
        };
    }
}
