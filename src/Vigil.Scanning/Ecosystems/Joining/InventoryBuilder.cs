using System.Collections.Immutable;
using Vigil.Domain.Diagnostics;
using Vigil.Domain.Packages;
using Vigil.Scanning.Ecosystems.OperatingSystems;
using Vigil.Scanning.Ecosystems.Rpm;
using Vigil.Scanning.Extraction;

namespace Vigil.Scanning.Ecosystems.Joining;

/// <summary>Joins the facts of an artifact's final view to its inventory.</summary>
public static class InventoryBuilder
{
    /// <summary>
    /// Chooses the operating system, completes every package with it and says which layer brought it. Pure: the same view gives the same inventory.
    /// </summary>
    public static Inventory Build(ArtifactView view)
    {
        ArgumentNullException.ThrowIfNull(view);
        var system = OperatingSystemIdentity.Identify(IdentityFiles(view));
        var packages = new Dictionary<Coordinate, Package>();
        var diagnostics = new List<Diagnostic>(view.Diagnostics);
        diagnostics.AddRange(Doubts(system));
        foreach (var file in view.Files)
        {
            if (NewerDatabase(file, view) is { } newer)
            {
                diagnostics.Add(
                    new Diagnostic(EcosystemCodes.StaleDatabase, file.Path, $"The database was left aside: rpm reads the newer '{newer}'."));
                continue;
            }

            var history = new LayerHistory(file);
            foreach (var fact in file.Facts.OfType<PackageFact>())
            {
                var package = Join(fact, system, view, new Evidence(file.Path, history.Introducing(fact), file.LayerDiffId));
                packages[package.Coordinate] = packages.TryGetValue(package.Coordinate, out var known)
                    ? known with { Evidence = [.. known.Evidence.Concat(package.Evidence).Distinct()] }
                    : package;
            }
        }

        return new Inventory
        {
            Artifact = view.Artifact,
            OperatingSystem = WithInstalledEsm(system, packages.Keys),
            RunningKernel = view.RunningKernel,
            Packages = [.. packages.Values.Order(PackageOrder.Instance)],
            Layers = [.. view.Layers],
            Diagnostics = [.. diagnostics],
        };
    }

    private static string? NewerDatabase(VisibleFile file, ArtifactView view) => file.Facts is [PackageFact { Kind: "rpm" }, ..]
        ? RpmDatabaseFiles.NewerThan(file.Path, path => view.Files.Any(other => other.Path == path))
        : null;

    private static Dictionary<string, string> IdentityFiles(ArtifactView view)
    {
        var files = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var file in view.Files)
        {
            foreach (var identity in file.Facts.OfType<IdentityFile>())
            {
                files[file.Path] = identity.Text;
            }
        }

        return files;
    }

    private static Package Join(PackageFact fact, OperatingSystem? system, ArtifactView view, Evidence evidence)
    {
        var family = EcosystemCatalog.FamilyOf(fact.Kind);
        return new Package
        {
            Coordinate = family.Complete(fact, system),
            Purl = family.Purl(fact, system),
            Evidence = [evidence],
            Vendor = fact.Vendor,
            SignatureKeyId = fact.SignatureKeyId,
            SourceRpm = fact.SourceRpm,
            License = fact.License,
            Status = fact.Status,
            Context = ContextOf(fact, family, system, view),
        };
    }

    private static PackageContext ContextOf(PackageFact fact, PackageFamily family, OperatingSystem? system, ArtifactView view)
    {
        var kernel = KernelPackages.ContextOf(fact, view.Artifact.Kind, view.RunningKernel);
        return kernel is PackageContext.None or PackageContext.RunningKernel && system is not null && family.IsOfOthers(fact, system)
            ? PackageContext.ThirdParty
            : kernel;
    }

    // An image may hold packages of Ubuntu's ESM without the files that tell of the subscription it was built with.
    private static OperatingSystem? WithInstalledEsm(OperatingSystem? system, IEnumerable<Coordinate> packages) =>
        system is { Ecosystem: "Ubuntu", Entitlements.IsEmpty: true }
        && packages.Any(package => package.Version.Contains("esm", StringComparison.Ordinal))
            ? system with { Entitlements = [Entitlements.InstalledEsm] }
            : system;

    private static IEnumerable<Diagnostic> Doubts(OperatingSystem? system)
    {
        if (system is { Ecosystem.Length: > 0 } && !Distributions.All.Any(known => known.Ecosystem == system.Ecosystem))
        {
            yield return new Diagnostic(
                EcosystemCodes.UnknownDistribution,
                system.Evidence,
                $"The distribution '{system.Id}' is not known: its packages are listed and cannot be matched.");
        }
    }
}
