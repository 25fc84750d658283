namespace Vigil.Domain.Versions.Apk;

/// <summary>The suffixes that a version may carry after <c>_</c>, with their place among the other tokens of a key.</summary>
internal static class ApkSuffix
{
    public const byte Unknown = 0;

    /// <summary>Pre-releases in 1 to 4, post-releases in 10 to 14.</summary>
    public static byte Rank(ReadOnlySpan<char> suffix) => suffix switch
    {
        "alpha" => 1,
        "beta" => 2,
        "pre" => 3,
        "rc" => 4,
        "cvs" => 10,
        "svn" => 11,
        "git" => 12,
        "hg" => 13,
        "p" => 14,
        _ => Unknown,
    };
}
