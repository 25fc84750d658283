using System.Runtime.InteropServices;

namespace Vigil.Scanning.Estates;

/// <summary>A verdict as a table of verdicts keeps it: about which flaw, and a digest of what it says.</summary>
/// <remarks>
/// A verdict is a function of coordinate and generation, so its words need not be kept: whoever wants to read them matches the coordinate again,
/// in microseconds. Two verdicts on one coordinate say the same when their marks are equal (but for a collision of 64 bits).
/// </remarks>
/// <param name="Vulnerability">Number of the flaw in its table.</param>
/// <param name="Meaning">See <see cref="VerdictMeaning"/>.</param>
[StructLayout(LayoutKind.Sequential, Pack = sizeof(int))]
public readonly record struct VerdictMark(int Vulnerability, ulong Meaning);
