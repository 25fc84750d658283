using FsCheck;
using FsCheck.Fluent;

namespace Vigil.Tests.Versions.Ranges;

/// <summary>Constraints for property tests: operators and versions put together without a rule, half of them near the grammar of npm.</summary>
public static class ConstraintTexts
{
    private static readonly string[] Operators =
        ["", "", "=", "==", "===", "!=", "<", "<=", ">", ">=", "^", "~", "~>", "~=", "[", "(", "]", ")", "<>", "=>", "'", "\""];

    private static readonly string[] Separators = [" ", ",", ", ", "||", " || ", "|", " - ", ".*", "@", "#", " as "];

    private static readonly string[] Versions = ["1", "1.2", "1.2.3", "0.0.3", "0.2", "1.x", "*", "x", "1.2.3-rc.1", "2.0.0-0", "v1", "1.2.3+b"];

    private static Gen<string> Text =>
        from separator in Gen.Elements(Separators)
        from sign in Gen.Elements(Operators)
        from version in Gen.Frequency((3, Gen.Elements(Versions)), (1, VersionTexts.Assembled))
        select sign + version + separator;

    public static Arbitrary<ConstraintText> Texts() =>
        Gen.Choose(1, 4).SelectMany(count => Gen.ArrayOf(Text, count))
            .Select(parts => new ConstraintText(string.Concat(parts).TrimEnd(' ', ',')))
            .ToArbitrary();
}

/// <summary>A text that some syntax may read as a constraint.</summary>
public sealed record ConstraintText(string Value)
{
    public override string ToString() => Value;
}
