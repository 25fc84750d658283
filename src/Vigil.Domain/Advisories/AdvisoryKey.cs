namespace Vigil.Domain.Advisories;

/// <summary>What an advisory is found by.</summary>
/// <remarks>
/// The key is built twice, by the feed that states an advisory and by the match rule that looks for it, so its spelling is a contract:
/// names and releases are normalised by <see cref="AdvisoryKeys"/> and nowhere else.
/// </remarks>
/// <param name="Ecosystem">OSV spelling without release: <c>Debian</c>, <c>Ubuntu</c>, <c>Red Hat</c>, <c>Amazon Linux</c>, <c>npm</c>.</param>
/// <param name="Release">Release within the ecosystem: <c>12</c>, <c>22.04</c>, <c>Pro:22.04</c>, <c>v3.20</c>, <c>8</c>; empty for languages.</param>
/// <param name="Name">Name of the source or binary package, as the feed names it.</param>
public readonly record struct AdvisoryKey(string Ecosystem, string Release, string Name);
