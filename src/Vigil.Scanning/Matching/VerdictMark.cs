using System.Runtime.InteropServices;

namespace Vigil.Scanning.Matching;

/// <summary>A verdict on a coordinate as a table of verdicts keeps it: about which flaw, and a digest of what it says.</summary>
/// <remarks>
/// A verdict is a function of coordinate and generation, so its words need not be kept: whoever wants to read them matches the coordinate again,
/// in microseconds. Two verdicts on one coordinate say the same when their marks are equal (but for a collision of 64 bits); the digest is the same in
/// every process.
/// </remarks>
/// <param name="Vulnerability">The flaw: its index in the generation as <see cref="Matcher"/> gives it, its number in the table that keeps it.</param>
/// <param name="Meaning">Digest of all that <see cref="Domain.Verdicts.Verdict"/> says besides coordinate and flaw.</param>
[StructLayout(LayoutKind.Sequential, Pack = sizeof(int))]
public readonly record struct VerdictMark(int Vulnerability, ulong Meaning);
