namespace Vigil.Domain.Versions.Maven;

/// <summary>The places of the qualifiers that Maven knows; all others come after them in ordinal order.</summary>
internal static class MavenQualifier
{
    public const byte Release = 5;
    public const byte Unknown = 7;

    /// <summary>Place of a lower-case qualifier; <c>a</c>, <c>b</c> and <c>m</c> are short forms only where a number follows.</summary>
    public static byte Rank(ReadOnlySpan<char> word, bool isNumbered) => word switch
    {
        "alpha" => 0,
        "a" when isNumbered => 0,
        "beta" => 1,
        "b" when isNumbered => 1,
        "milestone" => 2,
        "m" when isNumbered => 2,
        "rc" or "cr" => 3,
        "snapshot" => 4,
        "" or "ga" or "final" or "release" => Release,
        "sp" => 6,
        _ => Unknown,
    };
}
