using Vigil.Advisories.Store;
using Vigil.Domain.Packages;
using Vigil.Domain.Versions;

namespace Vigil.Scanning.Matching;

/// <summary>How the advisories of one ecosystem speak of its packages: under which names, and to which of the packages each row applies.</summary>
/// <remarks>Stateless and pure; one implementation in each ecosystem's folder, listed in <see cref="Ecosystems.MatchRuleCatalog"/>.</remarks>
internal abstract class MatchRule
{
    /// <summary>Scheme of the installed versions.</summary>
    public abstract string Scheme { get; }

    /// <summary>
    /// Whether several fixed versions in one advisory are alternatives (builds of one fix for several products), of which any clears the package;
    /// otherwise every range of an advisory stands for itself.
    /// </summary>
    public virtual bool FixesAreAlternatives => false;

    /// <summary>Whether a version has its place in the order, so that a comparison with it means something.</summary>
    public virtual bool Understands(string version) => VersionSchemes.TryGet(Scheme, out var scheme) && scheme.IsValid(version);

    /// <summary>Adds the places to look at, the release's own first.</summary>
    public abstract void AddLookups(Coordinate package, List<Lookup> lookups);

    /// <summary>Whether a row found there speaks of this package.</summary>
    public virtual bool Applies(in AffectedRow row, Coordinate package) => true;

    /// <summary>Subscription that the fix of a row needs, when the release itself does not have it; otherwise empty.</summary>
    public virtual string ChannelOf(in AffectedRow row) => "";
}
