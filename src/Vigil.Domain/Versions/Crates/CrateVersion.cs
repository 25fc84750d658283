using Vigil.Domain.Versions.Semver;

namespace Vigil.Domain.Versions.Crates;

/// <summary>Versions of Rust crates: Semantic Versioning, with an order of builds to tell equal versions apart.</summary>
/// <remarks>
/// <c>Ord</c> of the <c>semver</c> crate: no build sorts first; identifiers are compared as in a pre-release, and numbers of one value by
/// their leading zeros (<c>1 &lt; 01 &lt; 2</c>). Place of invalid texts: <see cref="SemanticScheme"/>.
/// </remarks>
public sealed class CrateVersion : SemanticScheme
{
    /// <inheritdoc/>
    public override string Name => "crates";

    private protected override bool IsValid(SemanticParts parts) => parts.IsStrict && parts.NumbersAreAtMost(ulong.MaxValue);

    private protected override void WriteVersion(SemanticParts parts, ref SortKeyWriter key)
    {
        base.WriteVersion(parts, ref key);
        if (!parts.BuildWithPlus.IsEmpty)
        {
            WriteBuild(parts.Build, ref key);
        }

        key.Byte(EndOfIdentifiers);
    }

    private void WriteBuild(ReadOnlySpan<char> build, ref SortKeyWriter key)
    {
        foreach (var range in build.Split('.'))
        {
            var identifier = build[range];
            WriteIdentifier(identifier, ref key);
            if (NumericText.IsNumber(identifier))
            {
                key.Number(0, identifier.Length - identifier.TrimStart('0').Length);
            }
        }
    }
}
