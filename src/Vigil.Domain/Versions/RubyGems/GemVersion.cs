using System.Buffers;

namespace Vigil.Domain.Versions.RubyGems;

/// <summary>Versions of Ruby gems: <c>1.2.0.rc1</c>.</summary>
/// <remarks>
/// <c>Gem::Version</c> of RubyGems 3.6 and later: numbers and words in turn, padded with zeros; a word makes it a pre-release and sorts before numbers,
/// so <c>1.0.a &lt; 1.0</c>. A dash stands for <c>.pre.</c>, zeros before the first word do not count (<c>1.0.0.rc</c> is <c>1.rc</c>), an empty text is
/// <c>0</c>. A platform as lock files append it (<c>1.2.0-x86_64-linux</c>, <c>1.2.0-java</c>) is not part of the version.
/// Malformed texts sort before all versions, in ordinal order.
/// </remarks>
public sealed class GemVersion : KeyedVersionScheme
{
    private const byte Malformed = 0;
    private const byte WellFormed = 1;

    // What stands at a place of the version, in order. A run of zeros sorts by what follows it: the end of the text is padded with zeros too.
    private const byte Word = 1;
    private const byte ZerosBeforeWord = 2;
    private const byte End = 3;
    private const byte ZerosBeforeNumber = 4;
    private const byte Number = 5;

    private static readonly SearchValues<char> ReleaseCharacters = SearchValues.Create("0123456789.");

    private static readonly string[] Platforms =
        ["x86", "universal", "arm", "aarch64", "java", "dalvik", "x64", "powerpc", "sparc", "mswin", "mingw", "jruby"];

    /// <inheritdoc/>
    public override string Name => "rubygems";

    /// <inheritdoc/>
    public override bool IsValid(ReadOnlySpan<char> version) => IsWellFormed(Normalize(version));

    /// <summary>The version without platform and blanks; <c>0</c> for none.</summary>
    internal static ReadOnlySpan<char> Normalize(ReadOnlySpan<char> version)
    {
        version = WithoutPlatform(version).Trim();
        return version.IsEmpty ? "0" : version;
    }

    /// <summary>The version without its pre-release: <c>1.2</c> of <c>1.2.rc1</c>.</summary>
    internal static ReadOnlySpan<char> ReleaseOf(ReadOnlySpan<char> version)
    {
        version = Normalize(version);
        var end = version.IndexOfAnyExcept(ReleaseCharacters);
        return end < 0 ? version : version[..end].TrimEnd('.');
    }

    /// <summary>The next release at the last but one place: <c>1.5</c> of <c>1.4.2.rc1</c>, <c>2</c> of <c>1</c>.</summary>
    internal static string Bump(ReadOnlySpan<char> version)
    {
        var release = ReleaseOf(version);
        var lastDot = release.LastIndexOf('.');
        var kept = lastDot < 0 ? release : release[..lastDot];
        var start = kept.LastIndexOf('.') + 1;
        return string.Concat(kept[..start], NumericText.Increment(kept[start..]));
    }

    /// <inheritdoc/>
    protected override void WriteKey(scoped ReadOnlySpan<char> version, ref SortKeyWriter key)
    {
        version = Normalize(version);
        if (!IsWellFormed(version))
        {
            key.Byte(Malformed);
            key.Text(version);
            return;
        }

        key.Byte(WellFormed);
        WriteSegments(version, ref key);
        key.Byte(End);
    }

    private static void WriteSegments(ReadOnlySpan<char> version, ref SortKeyWriter key)
    {
        var zeros = 0;
        var droppedZeros = false;
        var segments = new GemSegments(version);
        while (segments.MoveNext())
        {
            if (segments.IsZero)
            {
                zeros++;
                continue;
            }

            if (segments.IsNumber)
            {
                WriteZerosBeforeNumber(zeros, ref key);
                key.Number(Number, segments.Current);
            }
            else
            {
                // only the first run of zeros before a word is dropped
                if (zeros > 0 && droppedZeros)
                {
                    key.Byte(ZerosBeforeWord);
                    key.Number(0, zeros);
                }

                droppedZeros |= zeros > 0;
                key.Byte(Word);
                key.Text(segments.Current);
            }

            zeros = 0;
        }
    }

    private static void WriteZerosBeforeNumber(int zeros, ref SortKeyWriter key)
    {
        if (zeros == 0)
        {
            return;
        }

        // the more zeros, the smaller
        key.Byte(ZerosBeforeNumber);
        for (var shift = 24; shift >= 0; shift -= 8)
        {
            key.Byte((byte)(~zeros >> shift));
        }
    }

    private static ReadOnlySpan<char> WithoutPlatform(ReadOnlySpan<char> version)
    {
        for (var dash = version.IndexOf('-'); dash >= 0;)
        {
            foreach (var platform in Platforms)
            {
                if (version[(dash + 1)..].StartsWith(platform))
                {
                    return version[..dash];
                }
            }

            var next = version[(dash + 1)..].IndexOf('-');
            dash = next < 0 ? -1 : dash + 1 + next;
        }

        return version;
    }

    /// <summary>Digits, then segments of letters and digits after dots; after the first dash segments may hold dashes too.</summary>
    private static bool IsWellFormed(ReadOnlySpan<char> version)
    {
        var dash = version.IndexOf('-');
        var release = dash < 0 ? version : version[..dash];
        var firstDot = release.IndexOf('.');
        return NumericText.IsNumber(firstDot < 0 ? release : release[..firstDot])
            && AreSegments(release, allowDash: false)
            && (dash < 0 || AreSegments(version[(dash + 1)..], allowDash: true));
    }

    private static bool AreSegments(ReadOnlySpan<char> text, bool allowDash)
    {
        foreach (var range in text.Split('.'))
        {
            if (text[range].IsEmpty)
            {
                return false;
            }
        }

        foreach (var c in text)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c != '.' && !(allowDash && c == '-'))
            {
                return false;
            }
        }

        return true;
    }
}
