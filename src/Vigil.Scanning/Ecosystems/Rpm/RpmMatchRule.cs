using Vigil.Advisories.Store;
using Vigil.Domain.Advisories;
using Vigil.Domain.Packages;
using Vigil.Scanning.Matching;

namespace Vigil.Scanning.Ecosystems.Rpm;

/// <summary>What the distributions of rpm packages have in common.</summary>
/// <remarks>
/// An erratum names the installed packages it replaces, a statement without a fix mostly the source: both names are looked up, each with its own version.
/// A row that is limited to architectures applies to these and to <c>noarch</c>; a row about a module to packages of that stream only.
/// </remarks>
internal abstract class RpmMatchRule : MatchRule
{
    // "2.4.37-47.module_el8.6.0+2872", "1:1.16.1-2.module+el8.4.0+543": the release of a package of a module says so
    private const string ModularRelease = ".module";

    /// <inheritdoc/>
    public sealed override string Scheme => "rpm";

    /// <inheritdoc/>
    public sealed override bool FixesAreAlternatives => true;

    /// <inheritdoc/>
    /// <remarks>rpm orders any text; databases hold versions that rpmbuild would not write.</remarks>
    public sealed override bool Understands(string version) => version.Length > 0;

    /// <inheritdoc/>
    public override void AddLookups(Coordinate package, List<Lookup> lookups)
    {
        lookups.Add(new Lookup(
            new AdvisoryKey(package.Ecosystem, package.Release, package.EffectiveSourceName),
            NamesSource: true,
            package.EffectiveSourceVersion));
        lookups.Add(new Lookup(new AdvisoryKey(package.Ecosystem, package.Release, package.Name), NamesSource: false, package.Version));
    }

    /// <inheritdoc/>
    public override bool Applies(in AffectedRow row, Coordinate package) => CoversArch(row, package.Arch) && CoversModule(row, package);

    private static bool CoversArch(in AffectedRow row, string arch)
    {
        var arches = row.Arches;
        return arches.IsEmpty || arch is "" or "noarch" || arches.Contains(arch);
    }

    private static bool CoversModule(in AffectedRow row, Coordinate package)
    {
        if (row.ModuleStream.Length > 0)
        {
            return row.ModuleStream == package.ModuleStream;
        }

        // where the feed names no stream, the fixed version still tells whether it comes from one
        var isModular = package.ModuleStream.Length > 0 || package.Version.Contains(ModularRelease, StringComparison.Ordinal);
        return row.Fixed.IsEmpty ? !isModular : row.Fixed.Text.IndexOf(".module"u8) >= 0 == isModular;
    }
}
