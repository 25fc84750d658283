using Vigil.Domain.Advisories;
using Vigil.Domain.Packages;
using Vigil.Scanning.Matching;

namespace Vigil.Scanning.Ecosystems.Arch;

/// <summary>Arch Linux: advisories name installed packages; there are no releases.</summary>
internal sealed class ArchMatchRule : MatchRule
{
    /// <inheritdoc/>
    public override string Scheme => "pacman";

    /// <inheritdoc/>
    public override void AddLookups(Coordinate package, List<Lookup> lookups) =>
        lookups.Add(new Lookup(new AdvisoryKey(package.Ecosystem, "", package.Name), NamesSource: false, package.Version));
}
