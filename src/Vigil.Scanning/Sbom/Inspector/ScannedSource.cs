namespace Vigil.Scanning.Sbom.Inspector;

/// <summary>The source package that binary packages of dpkg and rpm were built from: in the output it holds them.</summary>
/// <param name="Ref">Its reference; empty until it is numbered.</param>
/// <param name="Name">Its name.</param>
/// <param name="Version">Its version.</param>
/// <param name="Purl">Its package URL.</param>
public sealed record ScannedSource(string Ref, string Name, string Version, string Purl);
