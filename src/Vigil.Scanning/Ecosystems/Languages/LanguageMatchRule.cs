using Vigil.Domain.Advisories;
using Vigil.Domain.Packages;
using Vigil.Scanning.Matching;

namespace Vigil.Scanning.Ecosystems.Languages;

/// <summary>Packages of a programming language: advisories name the package of the registry, whatever the distribution.</summary>
/// <param name="scheme">The registry's version scheme.</param>
internal sealed class LanguageMatchRule(string scheme) : MatchRule
{
    /// <inheritdoc/>
    public override string Scheme => scheme;

    /// <inheritdoc/>
    public override void AddLookups(Coordinate package, List<Lookup> lookups) => lookups.Add(new Lookup(
        new AdvisoryKey(package.Ecosystem, package.Release, AdvisoryKeys.NormalizeName(package.Ecosystem, package.Name)),
        NamesSource: false,
        package.Version));
}
