using Vigil.Advisories.Store;

namespace Vigil.Scanning.Estates;

/// <summary>A verdict, which is a flaw in a coordinate, that differs between two generations.</summary>
/// <param name="Coordinate">Number of the coordinate in its estate.</param>
/// <param name="Vulnerability">Number of the flaw in its estate.</param>
/// <param name="Kind">Whether it came, went or says something else.</param>
public readonly record struct VerdictChange(int Coordinate, int Vulnerability, ChangeKind Kind);
