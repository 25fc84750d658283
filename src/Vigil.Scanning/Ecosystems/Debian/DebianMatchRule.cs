using Vigil.Domain.Advisories;
using Vigil.Domain.Packages;
using Vigil.Scanning.Matching;

namespace Vigil.Scanning.Ecosystems.Debian;

/// <summary>Debian, and Echo which rebuilds it: advisories name source packages and their versions.</summary>
/// <remarks>
/// The release is the major number. The source version is compared, so a binary-only rebuild (<c>1.2-3+b1</c>) counts as its source. A flaw of urgency
/// <c>unimportant</c> stays a finding and keeps the word as its label.
/// </remarks>
internal sealed class DebianMatchRule : MatchRule
{
    /// <inheritdoc/>
    public override string Scheme => "deb";

    /// <inheritdoc/>
    public override void AddLookups(Coordinate package, List<Lookup> lookups)
    {
        var source = AdvisedSource.Of(package);
        lookups.Add(new Lookup(new AdvisoryKey(package.Ecosystem, package.Release, source.Name), NamesSource: true, source.Version));
    }
}
