using Vigil.Domain.Versions.Semver;

namespace Vigil.Domain.Versions.Npm;

/// <summary>Versions of npm packages, as node-semver reads them with <c>loose</c>.</summary>
/// <remarks>
/// <c>internal/re.js</c> and <c>classes/semver.js</c> of node-semver 7: blanks, <c>v</c> and <c>=</c> may stand in front, numbers may start
/// with 0, the dash of a pre-release may be missing (<c>1.2.3beta</c>). Order and place of invalid texts: <see cref="SemanticScheme"/>.
/// </remarks>
public sealed class NpmVersion : SemanticScheme
{
    private const ulong MaxSafeInteger = (1UL << 53) - 1;

    /// <inheritdoc/>
    public override string Name => "npm";

    private protected override bool IsValid(SemanticParts parts) =>
        parts.NumberCount == 3 && parts.Separator is not "." && parts.NumbersAreAtMost(MaxSafeInteger) && parts.AreSuffixesWellFormed;
}
