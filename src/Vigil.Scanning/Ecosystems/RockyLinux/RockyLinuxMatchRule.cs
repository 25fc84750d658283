using Vigil.Advisories.Store;
using Vigil.Domain.Packages;
using Vigil.Scanning.Ecosystems.Rpm;

namespace Vigil.Scanning.Ecosystems.RockyLinux;

/// <summary>Rocky Linux: errata name sources. Those of a special interest group (<c>sig-cloud</c>) only mean its own builds.</summary>
/// <remarks>A build of a group says so in its release: <c>4.18.0-513.24.1.el8_9.cloud.0.1</c>.</remarks>
internal sealed class RockyLinuxMatchRule : RpmMatchRule
{
    /// <inheritdoc/>
    public override bool Applies(in AffectedRow row, Coordinate package)
    {
        foreach (var group in row.Repositories)
        {
            var mark = group.AsSpan(group.LastIndexOf('-') + 1);
            var at = package.Version.AsSpan().IndexOf(mark);
            if (at <= 0 || package.Version[at - 1] != '.')
            {
                return false;
            }
        }

        return base.Applies(row, package);
    }
}
