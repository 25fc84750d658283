using Vigil.Domain.Versions.Semver;

namespace Vigil.Domain.Versions.Crates;

/// <summary>Versions of Rust crates: Semantic Versioning, with an order of builds to tell equal versions apart.</summary>
/// <remarks>
/// <c>Ord</c> of the <c>semver</c> crate: no build sorts first; identifiers are compared as in a pre-release, and leading zeros break the last tie
/// (<c>1 &lt; 01 &lt; 2</c>). Place of invalid texts: <see cref="SemanticScheme"/>.
/// </remarks>
public sealed class CrateVersion : SemanticScheme
{

    /// <inheritdoc/>
    public override string Name => "crates";

    private protected override bool IsValid(SemanticParts parts) => parts.IsStrict && parts.NumbersAreAtMost(ulong.MaxValue);

    private protected override void WriteVersion(SemanticParts parts, ref SortKeyWriter key)
    {
        base.WriteVersion(parts, ref key);
        WriteBuild(parts, ref key);
        foreach (var range in parts.Build.Split('.'))
        {
            var identifier = parts.Build[range];
            if (NumericText.IsNumber(identifier))
            {
                key.Number(0, identifier.Length - identifier.TrimStart('0').Length);
            }
        }
    }
}
