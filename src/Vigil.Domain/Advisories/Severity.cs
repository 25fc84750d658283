namespace Vigil.Domain.Advisories;

/// <summary>A score or a label that one source gave.</summary>
/// <param name="Source">Who says so, in the spelling of Inspector: <c>NVD</c>, <c>UBUNTU_CVE</c>, <c>AMAZON_CVE</c>, <c>REDHAT_CVE</c>, <c>DEBIAN_CVE</c>, <c>GITHUB</c>; otherwise the feed's id.</param>
/// <param name="Vector">A CVSS vector of any version with its prefix (version 2 has none), or empty when only a label is given.</param>
/// <param name="Label">The source's own word in its own case (<c>moderate</c>, <c>Important</c>, <c>unimportant</c>), or empty.</param>
public sealed record Severity(string Source, string Vector, string Label = "");
