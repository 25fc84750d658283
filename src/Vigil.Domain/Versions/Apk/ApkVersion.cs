namespace Vigil.Domain.Versions.Apk;

/// <summary>Versions of Alpine packages: <c>number{.number}{letter}{_suffix{number}}{~hash}{-r#}</c>.</summary>
/// <remarks>
/// apk-tools 3 (<c>src/version.c</c>): tokens are compared in turn; a number after the first that starts with 0 is compared as text. Where
/// one version has ended, the other is later, unless it goes on with a suffix for a pre-release. A <c>v</c> before a number does not count.
/// An invalid text is ordered by its valid start, and sorts before the versions that end or go on there. apk takes two such texts as equal;
/// here what follows decides, except from a dash on, where apk says equal whatever follows: <c>1-r0-1</c> = <c>1-r0-2</c>.
/// </remarks>
public sealed class ApkVersion : KeyedVersionScheme
{
    // What may follow a common start, in order. A suffix for a pre-release sorts before all, one for a post-release near the end.
    private const byte Invalid = 5;
    private const byte End = 6;
    private const byte Revision = 7;
    private const byte Hash = 8;
    private const byte SuffixNumber = 9;
    private const byte Letter = 15;
    private const byte NumberAsText = 16;
    private const byte Number = 17;

    /// <inheritdoc/>
    public override string Name => "apk";

    /// <inheritdoc/>
    /// <remarks>As <c>apk version --check</c>; the order also reads <c>1-r</c> as <c>1-r0</c>.</remarks>
    public override bool IsValid(ReadOnlySpan<char> version)
    {
        var tokens = new ApkTokens(version);
        while (tokens.MoveNext())
        {
        }

        return tokens.Kind == ApkToken.End && !version.EndsWith("-r");
    }

    /// <inheritdoc/>
    protected override void WriteKey(ReadOnlySpan<char> version, ref SortKeyWriter key)
    {
        if (version is ['v' or 'V', >= '0' and <= '9', ..])
        {
            version = version[1..];
        }

        var tokens = new ApkTokens(version);
        while (tokens.MoveNext())
        {
            WriteToken(tokens.Kind, tokens.Value, ref key);
        }

        key.Byte(tokens.Kind == ApkToken.End ? End : Invalid);
        if (tokens.Kind == ApkToken.Invalid)
        {
            key.Text(tokens.Rest is ['-', ..] ? [] : tokens.Rest);
        }
    }

    private static void WriteToken(ApkToken kind, ReadOnlySpan<char> value, ref SortKeyWriter key)
    {
        switch (kind)
        {
            case ApkToken.Number when value[0] == '0':
                key.Byte(NumberAsText);
                key.Text(value);
                break;
            case ApkToken.FirstNumber or ApkToken.Number:
                key.Number(Number, value);
                break;
            case ApkToken.Letter:
                key.Byte(Letter);
                key.Byte((byte)value[0]);
                break;
            case ApkToken.Suffix:
                key.Byte(ApkSuffix.Rank(value));
                break;
            case ApkToken.SuffixNumber:
                key.Byte(SuffixNumber);
                key.Number(0, value);
                break;
            case ApkToken.Hash:
                key.Byte(Hash);
                key.Text(value);
                break;
            case ApkToken.Revision:
                key.Byte(Revision);
                key.Number(0, value);
                break;
        }
    }
}
