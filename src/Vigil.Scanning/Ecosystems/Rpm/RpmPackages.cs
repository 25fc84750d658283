using Vigil.Domain.Packages;
using Vigil.Domain.Purl;
using Vigil.Scanning.Ecosystems.Joining;
using Vigil.Scanning.Extraction;

namespace Vigil.Scanning.Ecosystems.Rpm;

/// <summary>Packages of rpm.</summary>
internal sealed class RpmPackages : PackageFamily
{
    public override string Kind => "rpm";

    public override Coordinate Complete(PackageFact fact, OperatingSystem? system)
    {
        var version = EpochVersionRelease.Parse(fact.Version);
        var source = SourceRpm.Parse(fact.SourceRpm);
        // The file name of a source rpm states no epoch; binary packages of one source nearly always share it.
        var sourceVersion = source.Version.Length == 0 ? "" : version.Epoch.Length == 0 ? source.Version : $"{version.Epoch}:{source.Version}";
        return base.Complete(fact, system) with
        {
            ModuleStream = ModuleStream(fact.ModularityLabel),
            SourceName = source.Name,
            SourceVersion = sourceVersion == fact.Version ? "" : sourceVersion,
        };
    }

    public override bool IsOfOthers(PackageFact fact, OperatingSystem system) => RpmVendors.IsOther(fact.Vendor, system.Ecosystem);

    public override PackageUrl Purl(PackageFact fact, OperatingSystem? system)
    {
        var version = EpochVersionRelease.Parse(fact.Version);
        return Purl("rpm", fact, version.WithoutEpoch, system, new("epoch", version.Epoch), new("upstream", fact.SourceRpm));
    }

    // name:stream:version:context
    private static string ModuleStream(string label)
    {
        var first = label.IndexOf(':', StringComparison.Ordinal);
        var second = first < 0 ? -1 : label.IndexOf(':', first + 1);
        return second < 0 ? label : label[..second];
    }
}
