namespace Vigil.Domain.Versions.Packagist;

/// <summary>Versions of Composer packages, as Composer normalises them before it compares.</summary>
/// <remarks>
/// <c>VersionParser::normalize</c> of composer/semver, then <c>version_compare</c> of PHP: <c>v</c>, case, separators, a build after
/// <c>+</c> and a stability after <c>@</c> do not count; missing numbers are 0; <c>dev</c> sorts before <c>alpha</c> (<c>a</c>),
/// <c>beta</c> (<c>b</c>), <c>RC</c>, the release (<c>stable</c>) and <c>patch</c> (<c>pl</c>, <c>p</c>). <c>1.x-dev</c> comes after every
/// <c>1.</c> release, a named branch (<c>dev-main</c>) before every number. An invalid text is ordered by the same rules: a word counts by
/// the first of these names that it starts with, and sorts before <c>dev</c> when there is none.
/// </remarks>
public sealed class PackagistVersion : KeyedVersionScheme
{
    /// <summary>Composer writes this number for the <c>x</c> of a branch.</summary>
    private const string BranchNumber = "9999999";

    private const int MaxNumbers = 4;
    private const byte EndOfNumbers = 0;

    // What may follow the numbers, in order.
    private const byte UnknownWord = 1;
    private const byte Development = 2;
    private const byte Alpha = 3;
    private const byte Beta = 4;
    private const byte Candidate = 5;
    private const byte End = 6;
    private const byte Number = 7;
    private const byte Patch = Number + SortKeyWriter.NumberSpan;

    private static readonly (string Name, byte Rank)[] Words =
    [
        ("dev", Development), ("alpha", Alpha), ("a", Alpha), ("beta", Beta), ("b", Beta),
        ("rc", Candidate), ("patch", Patch), ("pl", Patch), ("p", Patch),
    ];

    /// <inheritdoc/>
    public override string Name => "packagist";

    /// <inheritdoc/>
    /// <remarks>A named branch, or one to four numbers, then at most one stability with its numbers, then at most one <c>dev</c>.</remarks>
    public override bool IsValid(ReadOnlySpan<char> version)
    {
        if (version is ['d', 'e', 'v', '-', _, ..])
        {
            return true;
        }

        var tokens = new PackagistTokens(version);
        var numbers = 0;
        var more = tokens.MoveNext();
        for (; more && IsLeadingNumber(tokens.Value); more = tokens.MoveNext())
        {
            numbers++;
        }

        var hasStability = more && IsStability(tokens.Value);
        more = hasStability ? tokens.MoveNext() : more;
        while (hasStability && more && NumericText.IsNumber(tokens.Value))
        {
            more = tokens.MoveNext();
        }

        more = more && Is(tokens.Value, "dev") ? tokens.MoveNext() : more;
        return numbers is > 0 and <= MaxNumbers && !more;
    }

    /// <inheritdoc/>
    protected override void WriteKey(ReadOnlySpan<char> version, ref SortKeyWriter key)
    {
        var tokens = new PackagistTokens(version);
        var more = tokens.MoveNext();
        var zeros = 0; // trailing ones do not count: 1.2 = 1.2.0
        for (; more && IsLeadingNumber(tokens.Value); more = tokens.MoveNext())
        {
            var number = (IsWildcard(tokens.Value) ? BranchNumber : tokens.Value).TrimStart('0');
            if (number.IsEmpty)
            {
                zeros++;
                continue;
            }

            for (; zeros > 0; zeros--)
            {
                key.Number(Number, []);
            }

            key.Number(Number, number);
        }

        key.Byte(EndOfNumbers);
        for (; more; more = tokens.MoveNext())
        {
            WriteToken(tokens.Value, ref key);
        }

        key.Byte(End);
    }

    private static bool IsLeadingNumber(ReadOnlySpan<char> token) => NumericText.IsNumber(token) || IsWildcard(token);

    private static bool IsWildcard(ReadOnlySpan<char> token) => token is "x" or "X" or "*";

    private static bool IsStable(ReadOnlySpan<char> token) => Is(token, "stable");

    private static bool IsStability(ReadOnlySpan<char> token)
    {
        foreach (var (name, rank) in Words)
        {
            if (rank != Development && Is(token, name))
            {
                return true;
            }
        }

        return IsStable(token);
    }

    private static void WriteToken(ReadOnlySpan<char> token, ref SortKeyWriter key)
    {
        if (NumericText.IsNumber(token))
        {
            key.Number(Number, token);
        }
        else if (!IsStable(token))
        {
            var rank = Rank(token);
            key.Byte(rank);
            if (rank == UnknownWord)
            {
                key.Text(token, ignoreCase: true);
            }
        }
    }

    /// <summary>The first name that the word starts with decides, as in <c>version_compare</c>: <c>post</c> is a patch.</summary>
    private static byte Rank(ReadOnlySpan<char> word)
    {
        foreach (var (name, rank) in Words)
        {
            if (word.StartsWith(name, StringComparison.OrdinalIgnoreCase))
            {
                return rank;
            }
        }

        return UnknownWord;
    }

    private static bool Is(ReadOnlySpan<char> word, string name) => word.Equals(name, StringComparison.OrdinalIgnoreCase);
}
