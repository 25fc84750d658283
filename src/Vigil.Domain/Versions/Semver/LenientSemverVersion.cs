namespace Vigil.Domain.Versions.Semver;

/// <summary>
/// Versions that mean Semantic Versioning without keeping to three numbers: <c>1.2</c>, <c>v1.2.3.4</c>, <c>1.7rc2</c>, <c>1.0.0.beta</c>.
/// </summary>
/// <remarks>What HashiCorp's go-version reads, with the precedence of pre-releases that the specification gives.</remarks>
public sealed class LenientSemverVersion : SemanticScheme
{
    /// <inheritdoc/>
    public override string Name => "semver-lenient";

    private protected override bool IsValid(SemanticParts parts) =>
        !parts.Numbers.IsEmpty && parts.Prefix is "" or "v" or "V" && !parts.HasTrailingBlank && parts.AreSuffixesWellFormed;
}
