using Vigil.Domain.Advisories;
using Vigil.Domain.Packages;
using Vigil.Scanning.Matching;

namespace Vigil.Scanning.Ecosystems.Wolfi;

/// <summary>Rolling distributions of apk packages (Wolfi, Chainguard, MinimOS): advisories name the origin package and no release.</summary>
internal sealed class WolfiMatchRule : MatchRule
{
    /// <inheritdoc/>
    public override string Scheme => "apk";

    /// <inheritdoc/>
    public override void AddLookups(Coordinate package, List<Lookup> lookups) => lookups.Add(new Lookup(
        new AdvisoryKey(package.Ecosystem, "", package.EffectiveSourceName),
        NamesSource: true,
        package.Version));
}
