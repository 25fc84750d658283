using Vigil.Advisories.Store;

namespace Vigil.Scanning.Estates;

/// <summary>A coordinate that another generation judges otherwise.</summary>
/// <param name="Coordinate">Its number.</param>
/// <param name="Before">Where it stood.</param>
/// <param name="After">Where it stands now.</param>
public sealed record StandingChange(int Coordinate, Standing Before, Standing After)
{
    /// <summary>The verdicts that differ, ascending by their flaw. None when only the state does.</summary>
    public IEnumerable<VerdictChange> Verdicts()
    {
        var (before, after) = (Before.Verdicts, After.Verdicts);
        for (int left = 0, right = 0; left < before.Length || right < after.Length;)
        {
            var order = left == before.Length ? 1 : right == after.Length ? -1 : before[left].Vulnerability.CompareTo(after[right].Vulnerability);
            if (order < 0)
            {
                yield return new VerdictChange(Coordinate, before[left].Vulnerability, ChangeKind.Removed);
            }
            else if (order > 0)
            {
                yield return new VerdictChange(Coordinate, after[right].Vulnerability, ChangeKind.Added);
            }
            else if (before[left].Meaning != after[right].Meaning)
            {
                yield return new VerdictChange(Coordinate, after[right].Vulnerability, ChangeKind.Changed);
            }

            left += order <= 0 ? 1 : 0;
            right += order >= 0 ? 1 : 0;
        }
    }
}
