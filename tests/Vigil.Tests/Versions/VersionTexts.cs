using FsCheck;
using FsCheck.Fluent;

namespace Vigil.Tests.Versions;

/// <summary>Version texts for property tests: what real versions are made of, short ones that are often near each other, and anything at all.</summary>
public static class VersionTexts
{
    private static readonly string[] Pieces =
    [
        "0", "1", "2", "9", "10", "01", "007", "20240131", "99999999999999999999", ".", ".", ".", "-", "-", "+", "~", "^", ":", "_", " ", "v", "V", "r", "p", "a",
        "b", "z", "A", "rc", "RC", "alpha", "beta", "pre", "dev", "git", "svn", "x", "-r", "_p", "_pre", "~rc1", "+b1", "+deb12u1", ".el9", "ubuntu0.1", "0:",
        "1:", "*", "#", "é", "\0", "\uFFFF", "\uD800", "…", "/", "{", "go", "incompatible", "patch", "stable",
    ];

    /// <summary>Texts as they stand in the pool of <c>[Property(Arbitrary = [typeof(VersionTexts)])]</c>.</summary>
    public static Arbitrary<VersionText> Texts() =>
        Gen.Frequency(
            (4, Assembled),
            (4, Brief),
            (1, ArbMap.Default.GeneratorFor<string?>().Select(text => text ?? "")),
            (1, Gen.Constant("")))
        .Select(text => new VersionText(text))
        .ToArbitrary();

    /// <summary>Pieces that real versions are made of, put together without a rule.</summary>
    public static Gen<string> Assembled =>
        Gen.Choose(1, 8).SelectMany(count => Gen.ArrayOf(Gen.Elements(Pieces), count)).Select(pieces => string.Concat(pieces));

    /// <summary>Few pieces from a small choice: two of them are often equal, or one the start of the other.</summary>
    public static Gen<string> Brief =>
        Gen.Choose(0, 4).SelectMany(count => Gen.ArrayOf(Gen.Elements("0", "1", ".", ".0", "-", "a", "rc", "~", "_p", "+"), count)).Select(pieces => "1" + string.Concat(pieces));

    /// <summary>The same texts for every run.</summary>
    public static IReadOnlyList<string> Sample(Gen<string> texts, int count) => texts.Sample(count, seed: new Rnd(4711UL), size: 10);
}

/// <summary>A text that some scheme may read as a version.</summary>
public sealed record VersionText(string Value)
{
    public override string ToString() => Value;
}
