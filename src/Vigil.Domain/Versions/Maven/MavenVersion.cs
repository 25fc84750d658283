using System.Buffers;

namespace Vigil.Domain.Versions.Maven;

/// <summary>Versions of Maven artifacts: numbers and qualifiers, <c>1.2.3-rc-1</c>.</summary>
/// <remarks>
/// <para>
/// <c>ComparableVersion</c> of Maven 3.9 and 4: dots and dashes separate, and so does the border of digits and letters; a dash, and such a border,
/// starts a nested list. Zeros at the end of a list and before a qualifier do not count. Qualifiers, case-insensitive: alpha (a1) &lt; beta (b1)
/// &lt; milestone (m1) &lt; rc = cr &lt; snapshot &lt; none = ga = final = release &lt; sp &lt; all others in ordinal order. At one place a qualifier sorts before
/// a list, a list before a number. Every text is a version but the empty one.
/// </para>
/// <para>
/// Maven's comparison is no order once a qualifier is followed by a dot or another qualifier, or a zero by a list: <c>1-alpha &lt; 1 &lt; 1.sp.1 &lt; 1-alpha</c>, and
/// <c>1.Final-redhat-1</c> is less than <c>1.Final</c> but more than <c>1</c>, which equals it. This order agrees with Maven's wherever that is one,
/// and otherwise breaks the circle by how the two versions compare with one that ends there: <c>1-alpha &lt; 1 = 1.Final &lt; 1.Final-redhat-1 &lt; 1.sp.1</c>.
/// A number after such a qualifier counts alone, as Maven documents it: <c>1-ga-1 = 1-1</c> (its code has both <c>1-ga-1</c> and <c>1-ga-2</c> equal <c>1</c>).
/// </para>
/// </remarks>
public sealed class MavenVersion : KeyedVersionScheme
{
    private const int OnStack = 64;

    // What stands at a place of the version, in order. A part that says nothing by itself (zero, 'final', the start of a list) goes below or above
    // the end of the version according to what follows it.
    private const byte PrereleaseWord = 1;
    private const byte ReleaseWordBelow = 2;
    private const byte ListBelow = 3;
    private const byte ZeroBelow = 4;
    private const byte End = 5;
    private const byte ReleaseWordAbove = 6;
    private const byte OtherWord = 7;
    private const byte ListAbove = 8;
    private const byte Number = 9;

    /// <inheritdoc/>
    public override string Name => "maven";

    /// <inheritdoc/>
    public override bool IsValid(ReadOnlySpan<char> version) => !version.IsWhiteSpace();

    /// <inheritdoc/>
    protected override void WriteKey(scoped ReadOnlySpan<char> version, ref SortKeyWriter key)
    {
        char[]? rentedText = null;
        MavenToken[]? rentedTokens = null;
        var lower = version.Length <= OnStack ? stackalloc char[OnStack] : rentedText = ArrayPool<char>.Shared.Rent(version.Length);
        var most = MavenTokens.MostFor(version.Length);
        var tokens = most <= OnStack ? stackalloc MavenToken[OnStack] : rentedTokens = ArrayPool<MavenToken>.Shared.Rent(most);
        lower = lower[..version.ToLowerInvariant(lower)];

        var last = MavenTokens.ReadBackwards(lower, tokens) - 1;
        for (; last >= 0 && tokens[last].Sign != 0; last--)
        {
            WriteToken(tokens[last], lower, ref key);
        }

        key.Byte(End);
        if (rentedText is not null)
        {
            ArrayPool<char>.Shared.Return(rentedText);
        }

        if (rentedTokens is not null)
        {
            ArrayPool<MavenToken>.Shared.Return(rentedTokens);
        }
    }

    private static void WriteToken(MavenToken token, ReadOnlySpan<char> version, ref SortKeyWriter key)
    {
        var isBelow = token.Sign < 0;
        switch (token.Item)
        {
            case MavenItem.List:
                key.Byte(isBelow ? ListBelow : ListAbove);
                break;
            case MavenItem.Number when isBelow:
                key.Byte(ZeroBelow);
                break;
            case MavenItem.Number:
                key.Number(Number, token.Digits(version));
                break;
            default:
                WriteWord(token, version, isBelow, ref key);
                break;
        }
    }

    private static void WriteWord(MavenToken token, ReadOnlySpan<char> version, bool isBelow, ref SortKeyWriter key)
    {
        var isNumbered = token.Item == MavenItem.NumberedWord;
        var rank = MavenQualifier.Rank(token.Word(version), isNumbered);
        if (rank == MavenQualifier.Release)
        {
            key.Byte(isBelow ? ReleaseWordBelow : ReleaseWordAbove);
            return;
        }

        key.Byte(rank < MavenQualifier.Release ? PrereleaseWord : OtherWord);
        key.Byte(rank);
        if (rank == MavenQualifier.Unknown)
        {
            key.Text(token.Word(version));
        }

        // 'x' sorts before 'x0'
        if (isNumbered)
        {
            key.Number(1, token.Digits(version));
        }
        else
        {
            key.Byte(0);
        }
    }
}
