using Vigil.Domain.Advisories;
using Vigil.Domain.Packages;
using Vigil.Scanning.Matching;

namespace Vigil.Scanning.Ecosystems.Alpine;

/// <summary>Alpine: advisories name the origin package of a branch (<c>v3.20</c>, <c>edge</c>).</summary>
/// <remarks>The security database's fixed version <c>0</c> is a "not affected" row by the time it is in the store.</remarks>
internal sealed class AlpineMatchRule : MatchRule
{
    /// <inheritdoc/>
    public override string Scheme => "apk";

    /// <inheritdoc/>
    public override void AddLookups(Coordinate package, List<Lookup> lookups) => lookups.Add(new Lookup(
        new AdvisoryKey("Alpine", Branch(package.Release), package.EffectiveSourceName),
        NamesSource: true,
        package.EffectiveSourceVersion));

    // the release 3.20 is the branch v3.20; edge is itself
    private static string Branch(string release) => release.Length > 0 && char.IsAsciiDigit(release[0]) ? "v" + release : release;
}
