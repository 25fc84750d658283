using Vigil.Domain.Packages;

namespace Vigil.Benchmarks;

/// <summary>A package as advisories name it, with the versions of it that they mention.</summary>
/// <param name="Ecosystem">Its ecosystem.</param>
/// <param name="Release">Release as coordinates spell it.</param>
/// <param name="Name">Name of the source or of the installed package.</param>
/// <param name="NamesSource">Whether several installed packages are built from it.</param>
/// <param name="Versions">Real versions, the oldest first; at least one.</param>
internal sealed record Product(string Ecosystem, string Release, string Name, bool NamesSource, string[] Versions)
{
    private static readonly string[] Binaries = ["", "-dev", "-common", "-libs"];

    /// <summary>Whether only the cohort has it, whatever the size of the estate: one name in sixteen.</summary>
    public bool IsNarrow => IsNarrowName(Name);

    /// <summary>How many different installed packages there are of one version.</summary>
    public int BinaryCount => NamesSource ? Binaries.Length : 1;

    public static bool IsNarrowName(string name) => Seeded.Hash(name, "narrow") % 16 == 0;

    /// <summary>One installed package.</summary>
    public Coordinate Installed(int version, int binary, string arch) => new()
    {
        Ecosystem = Ecosystem,
        Release = Release,
        Name = Name + Binaries[binary],
        Version = Versions[version],
        SourceName = NamesSource ? Name : "",
        Arch = arch,
    };

    /// <summary>A package that no advisory speaks of, as most are.</summary>
    public Coordinate Quiet(int version, int binary, string arch) =>
        Installed(version, binary, arch) with { Name = $"{Name}-quiet{Binaries[binary]}", SourceName = NamesSource ? Name + "-quiet" : "" };
}
