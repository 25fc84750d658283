namespace Vigil.Domain.Versions.Semver;

/// <summary>Semantic Versioning 2.0.0 to the letter; ecosystems that add nothing share it under their own name (Hex, Swift).</summary>
public sealed class SemverVersion(string name) : SemanticScheme
{
    /// <inheritdoc/>
    public override string Name => name;

    private protected override bool IsValid(SemanticParts parts) => parts.IsStrict;
}
