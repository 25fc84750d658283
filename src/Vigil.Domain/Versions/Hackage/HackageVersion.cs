namespace Vigil.Domain.Versions.Hackage;

/// <summary>Versions of Haskell packages: numbers separated by dots.</summary>
/// <remarks>
/// <c>Distribution.Types.Version</c> of Cabal: lists of numbers in lexical order, so <c>1.0</c> sorts before <c>1.0.0</c>. Leading zeros, which Cabal
/// refuses, do not count. Other texts (also the deprecated tags, <c>1.0-beta</c>) sort before all versions, in ordinal order.
/// </remarks>
public sealed class HackageVersion : KeyedVersionScheme
{
    private const string Separators = ".";

    /// <inheritdoc/>
    public override string Name => "hackage";

    /// <inheritdoc/>
    public override bool IsValid(ReadOnlySpan<char> version) => DottedNumbers.IsValid(version.Trim(), Separators);

    /// <inheritdoc/>
    protected override void WriteKey(scoped ReadOnlySpan<char> version, ref SortKeyWriter key) =>
        DottedNumbers.WriteKey(version.Trim(), Separators, ref key);
}
