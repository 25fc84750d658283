namespace Vigil.Advisories.Feeds.Oval;

/// <summary>What a test asks of an installed package: one of a bound on its version, a release or an architecture, or something of no interest (its key).</summary>
/// <param name="Operation">How <paramref name="Evr"/> is compared: <c>less than</c>.</param>
/// <param name="Evr">Epoch, version and release; empty when it is not asked for.</param>
/// <param name="Release">Number at the start of the pattern for the version of the release package: <c>7</c> of <c>^7</c>, <c>3</c> of <c>^3[^\d]</c>.</param>
/// <param name="Arches">Architectures, separated by <c>|</c>.</param>
internal readonly record struct OvalState(string Operation, string Evr, string Release, string Arches)
{
    /// <summary>A state that asks for nothing that is of interest.</summary>
    public static OvalState Other { get; } = new("", "", "", "");
}
