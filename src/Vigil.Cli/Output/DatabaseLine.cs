namespace Vigil.Cli.Output;

/// <summary>Which advisories a scan used, for the reader of its result.</summary>
/// <param name="IsShipped">Whether it is the small set inside the product, used before the first update.</param>
/// <param name="AsOf">The newest entry of the sources: what the set knows ends here.</param>
/// <param name="Vulnerabilities">Distinct flaws in it.</param>
/// <param name="Exploits">Content id of the exploit table that scores rest on; empty when there is none.</param>
internal sealed record DatabaseLine(bool IsShipped, DateTimeOffset AsOf, int Vulnerabilities, string Exploits);
