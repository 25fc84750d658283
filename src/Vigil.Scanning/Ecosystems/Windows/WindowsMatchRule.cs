using Vigil.Advisories.Store;
using Vigil.Domain.Advisories;
using Vigil.Domain.Packages;
using Vigil.Scanning.Matching;

namespace Vigil.Scanning.Ecosystems.Windows;

/// <summary>Windows and what Microsoft ships for it: the build that is installed is held against the first build with the fix.</summary>
/// <remarks>
/// The release is the product as bulletins name it, <c>Server 2022 (Server Core installation)</c>, and the version its build with the update revision,
/// <c>10.0.20348.2227</c>. <see cref="Coordinate.Repository"/> lists the updates that are installed, <c>KB5034129</c>, separated by blanks: they decide
/// where a bulletin names updates and no build. Without them such a bulletin says nothing that could be checked, and is left aside.
/// </remarks>
internal sealed class WindowsMatchRule : MatchRule
{
    /// <inheritdoc/>
    public override string Scheme => "windows";

    /// <inheritdoc/>
    public override void AddLookups(Coordinate package, List<Lookup> lookups) =>
        lookups.Add(new Lookup(new AdvisoryKey(package.Ecosystem, package.Release, package.Name), NamesSource: false, package.Version));

    /// <inheritdoc/>
    public override bool Applies(in AffectedRow row, Coordinate package) =>
        (row.Arches.IsEmpty || package.Arch.Length == 0 || row.Arches.Contains(package.Arch))
        && (row.Repositories.IsEmpty || LacksAll(row.Repositories, package.Repository));

    // the row lists every update that holds the fix
    private static bool LacksAll(ReadOnlySpan<string> updates, string installed)
    {
        foreach (var range in installed.AsSpan().Split(' '))
        {
            foreach (var update in updates)
            {
                if (installed.AsSpan(range).SequenceEqual(update))
                {
                    return false;
                }
            }
        }

        return installed.Length > 0;
    }
}
