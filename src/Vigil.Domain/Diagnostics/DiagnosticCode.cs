namespace Vigil.Domain.Diagnostics;

/// <summary>A stable number for one kind of failure, written <c>VGL1003</c>.</summary>
/// <remarks>
/// Ranges: 1000 artifacts and extraction, 2000 feeds and advisories, 3000 matching, 4000 API, 5000 storage, 6000 delivery.
/// Every code is a static field of a <c>…Codes</c> class of its area and a row of <c>docs/operations/codes.md</c>; a test compares the two.
/// </remarks>
/// <param name="Number">1000 to 9999.</param>
/// <param name="IsNotice">
/// Whether it is only worth knowing: the result is as complete as without it. Every other code makes the result partial.
/// </param>
public readonly record struct DiagnosticCode(int Number, bool IsNotice = false)
{
    /// <inheritdoc/>
    public override string ToString() => $"VGL{Number:D4}";
}
