namespace Vigil.Domain.Packages;

/// <summary>Where a package was seen.</summary>
/// <param name="Path">File inside the artifact that told of the package, with <c>/</c> and without a leading one: <c>var/lib/dpkg/status</c>.</param>
/// <param name="LayerDiffId">
/// <c>sha256:…</c> of the uncompressed layer that introduced the package in this version; empty where the artifact has no layers.
/// </param>
/// <param name="FinalLayerDiffId">The layer whose copy of <paramref name="Path"/> is the visible one; empty where the artifact has no layers.</param>
/// <param name="OwnedBy">Package of the distribution that the file belongs to; empty for the package databases themselves and for all that nobody owns.</param>
public sealed record Evidence(string Path, string LayerDiffId = "", string FinalLayerDiffId = "", string OwnedBy = "");
