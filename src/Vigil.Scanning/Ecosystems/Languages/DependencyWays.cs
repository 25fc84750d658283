using Vigil.Domain;
using Vigil.Domain.Packages;

namespace Vigil.Scanning.Ecosystems.Languages;

/// <summary>The shortest ways from a project to its packages. What two packages have in common of their ways is kept once.</summary>
/// <param name="packages">The packages by number.</param>
/// <param name="parents">The package before each one on its way; -1 where there is none.</param>
internal sealed class DependencyWays(List<LockedPackage> packages, int[] parents)
{
    private readonly string?[] _labels = new string?[packages.Count];
    private readonly EquatableArray<string>?[] _throughParent = new EquatableArray<string>?[packages.Count];

    /// <summary>Whether another package leads to this one.</summary>
    public bool Leads(int to) => parents[to] >= 0;

    /// <summary>The packages before one, the one that the project asked for first; empty when there is none or the way is longer than anybody would read.</summary>
    public EquatableArray<string> To(int to) => Leads(to) ? _throughParent[parents[to]] ??= Through(parents[to]) : [];

    private EquatableArray<string> Through(int last)
    {
        var length = 0;
        for (var at = last; at >= 0; at = parents[at])
        {
            if (++length > Dependency.MaxPathLength)
            {
                return [];
            }
        }

        var path = new string[length];
        for (var at = last; at >= 0; at = parents[at])
        {
            path[--length] = _labels[at] ??= $"{packages[at].Name}@{packages[at].Version}";
        }

        return [.. path];
    }
}
