namespace Vigil.Domain.Versions.Cran;

/// <summary>Versions of R packages: numbers separated by <c>.</c> or <c>-</c>, which weigh the same.</summary>
/// <remarks>
/// <c>package_version</c> of R: <c>1.9</c> sorts before <c>1.9.0</c>, leading zeros do not count. A single number is accepted (R wants two in packages).
/// Other texts sort before all versions, in ordinal order.
/// </remarks>
public sealed class CranVersion : KeyedVersionScheme
{
    private const string Separators = ".-";

    /// <inheritdoc/>
    public override string Name => "cran";

    /// <inheritdoc/>
    public override bool IsValid(ReadOnlySpan<char> version) => DottedNumbers.IsValid(version.Trim(), Separators);

    /// <inheritdoc/>
    protected override void WriteKey(scoped ReadOnlySpan<char> version, ref SortKeyWriter key) =>
        DottedNumbers.WriteKey(version.Trim(), Separators, ref key);
}
