using Vigil.Domain;
using Vigil.Domain.Packages;
using Vigil.Domain.Purl;
using Vigil.Scanning.Ecosystems.OperatingSystems;
using Vigil.Scanning.Extraction;

namespace Vigil.Scanning.Ecosystems.Joining;

/// <summary>How the facts of one package database become packages, once the operating system is known. One family in each ecosystem folder.</summary>
internal abstract class PackageFamily
{
    /// <summary>The <see cref="PackageFact.Kind"/> it completes.</summary>
    public abstract string Kind { get; }

    /// <summary>Completes a fact to what is matched.</summary>
    public virtual Coordinate Complete(PackageFact fact, OperatingSystem? system) => new()
    {
        Ecosystem = system?.Ecosystem ?? "",
        Release = system?.Release ?? "",
        Name = fact.Name,
        Version = fact.Version,
        Arch = fact.Arch,
        SourceName = fact.SourceName,
        SourceVersion = fact.SourceVersion,
        Repository = fact.Repository,
    };

    /// <summary>Whether somebody other than the distribution built the package, so that the distribution's advisories do not speak of it.</summary>
    public virtual bool IsOfOthers(PackageFact fact, OperatingSystem system) => false;

    /// <summary>What the place tells of the package: a kernel that runs or does not, a package of somebody else.</summary>
    public PackageContext ContextOf(PackageFact fact, OperatingSystem? system, ArtifactKind artifact, string runningKernel)
    {
        var kernel = KernelPackages.ContextOf(fact, artifact, runningKernel);
        return kernel is PackageContext.None or PackageContext.RunningKernel && system is not null && IsOfOthers(fact, system)
            ? PackageContext.ThirdParty
            : kernel;
    }

    /// <summary>
    /// Folder of the project that an installed package's file belongs to, where lock files of the project lie; <see langword="null"/> when its place does not
    /// tell.
    /// </summary>
    public virtual string? ProjectOf(string installedPath) => null;

    /// <summary>Names the package for the rest of the world.</summary>
    public abstract PackageUrl Purl(PackageFact fact, OperatingSystem? system);

    /// <summary>A package URL of an operating system's package; qualifiers without a value are left out, an unknown system is <c>linux</c>.</summary>
    protected static PackageUrl Purl(
        string type, PackageFact fact, string version, OperatingSystem? system, params ReadOnlySpan<PurlQualifier> qualifiers)
    {
        Span<PurlQualifier> all = [new("arch", fact.Arch), new("distro", PurlDistribution.Qualifier(system)), .. qualifiers];
        return PackageUrl.Create(type, system is null ? "linux" : Distributions.PurlNamespace(system.Id), fact.Name, version, all);
    }
}
