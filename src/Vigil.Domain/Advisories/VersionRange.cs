namespace Vigil.Domain.Advisories;

/// <summary>A half-open run of versions, as in the events of the OSV schema.</summary>
/// <remarks>
/// Version <c>v</c> is inside when <c>Introduced &lt;= v</c>, and <c>v &lt; Fixed</c> where there is a fixed version, and
/// <c>v &lt;= LastAffected</c> where there is a last affected one. At most one of the two ends is set.
/// </remarks>
/// <param name="Introduced">First affected version; empty or <c>0</c> means from the beginning.</param>
/// <param name="Fixed">First version with the fix; empty when none is known.</param>
/// <param name="LastAffected">Last affected version, inclusive; empty when not stated.</param>
public sealed record VersionRange(string Introduced, string Fixed, string LastAffected = "");
