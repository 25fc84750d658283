namespace Vigil.Advisories.Feeds.Oval;

/// <summary>What a definition comes to for one package: versions between bounds are meant. Empty parts are not limited.</summary>
/// <param name="Release">Major release of the distribution that must be installed, as the criteria name it.</param>
/// <param name="Package">Name of the installed package.</param>
/// <param name="Arches">Architectures, separated by <c>|</c>.</param>
/// <param name="ModuleStream"><c>nodejs:18</c>.</param>
/// <param name="Introduced">Lower bound. OVAL means "greater than" it; the version itself is taken to be affected too.</param>
/// <param name="Fixed">Upper bound, exclusive.</param>
/// <param name="LastAffected">Upper bound, inclusive.</param>
internal readonly record struct OvalStatement(
    string Release, string Package, string Arches, string ModuleStream, string Introduced, string Fixed, string LastAffected);
