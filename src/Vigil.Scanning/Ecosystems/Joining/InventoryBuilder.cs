using System.Runtime.InteropServices;
using Vigil.Domain;
using Vigil.Domain.Diagnostics;
using Vigil.Domain.Packages;
using Vigil.Scanning.Ecosystems.Languages;
using Vigil.Scanning.Ecosystems.OperatingSystems;
using Vigil.Scanning.Ecosystems.Ownership;
using Vigil.Scanning.Ecosystems.Rpm;
using Vigil.Scanning.Ecosystems.Rpm.Origins;
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
        view = ProjectFiles.Complete(view);
        var system = OperatingSystemIdentity.Identify(IdentityFiles(view));
        var diagnostics = new List<Diagnostic>(view.Diagnostics);
        diagnostics.AddRange(Doubts(system));
        var files = view.Files.Where(file => file.Facts is [PackageFact, ..] && !IsStale(file, view, diagnostics)).ToList();
        var origins = new RpmOrigins(view, system);
        var packages = new Dictionary<Coordinate, Package>(files.Sum(file => file.Facts.Count));
        foreach (var file in files.Where(file => !TellsLanguages(file)))
        {
            Join(origins.Complete(file), system, view, "", packages);
        }

        AddLanguages(files.FindAll(TellsLanguages), system, view, packages, diagnostics);
        return new Inventory
        {
            Artifact = view.Artifact,
            OperatingSystem = WithInstalledEsm(system, packages.Keys),
            RunningKernel = view.RunningKernel,
            Packages = [.. packages.Values.Order(PackageOrder.Instance)],
            Layers = [.. view.Layers],
            ListeningSockets = [.. WithPackages(view)],
            Diagnostics = [.. diagnostics],
        };
    }

    private static IEnumerable<ListeningSocket> WithPackages(ArtifactView view)
    {
        var ownership = new FileOwnership(view, view.ListeningSockets.Select(socket => socket.ExecutablePath));
        return view.ListeningSockets.Select(socket => socket with { Package = ownership.OwnerOf(socket.ExecutablePath) });
    }

    private static bool TellsLanguages(VisibleFile file) =>
        file.Facts is [PackageFact fact, ..] && EcosystemCatalog.FamilyOf(fact.Kind) is LanguageEcosystem;

    private static bool IsStale(VisibleFile file, ArtifactView view, List<Diagnostic> diagnostics)
    {
        if (file.Facts is not [PackageFact { Kind: "rpm" }, ..]
            || RpmDatabaseFiles.NewerThan(file.Path, path => view.Files.Any(other => other.Path == path)) is not { } newer)
        {
            return false;
        }

        diagnostics.Add(new Diagnostic(EcosystemCodes.StaleDatabase, file.Path, $"The database was left aside: rpm reads the newer '{newer}'."));
        return true;
    }

    // what the distribution judges in its packages is not judged a second time, and nothing is guessed where it knows
    private static void AddLanguages(
        List<VisibleFile> files, OperatingSystem? system, ArtifactView view, Dictionary<Coordinate, Package> packages, List<Diagnostic> diagnostics)
    {
        var installed = new InstalledState(view);
        var ownership = new FileOwnership(view, files.Select(file => file.Path));
        var judged = DistributionPackages(system, packages.Values);
        var paths = files.Select(file => file.Path).ToHashSet(StringComparer.Ordinal);
        foreach (var file in files.Where(file => OverruledBy(file) is not { } other || !paths.Contains(other)))
        {
            var owner = ownership.OwnerOf(file.Path);
            if (owner.Length > 0 && file.Facts is [PackageFact { IsLocked: true }, ..])
            {
                diagnostics.Add(new Diagnostic(
                    EcosystemCodes.LockFileOfDistribution, file.Path, $"The lock file is part of '{owner}' and was left aside: it tells how that was built."));
                continue;
            }

            Join(file, system, view, judged.Contains(owner) ? owner : "", packages, fact => installed.Holds(fact, file.Path) && !(fact.IsGuess && owner.Length > 0));
        }
    }

    private static string? OverruledBy(VisibleFile file) => file.Facts is [PackageFact { IsLocked: true } fact, ..]
        ? (EcosystemCatalog.FamilyOf(fact.Kind) as LanguageEcosystem)?.OverruledBy(file.Path)
        : null;

    private static HashSet<string> DistributionPackages(OperatingSystem? system, IEnumerable<Package> packages) =>
        system is null || !Distributions.All.Any(known => known.Ecosystem == system.Ecosystem)
            ? []
            : packages.Where(package => package.Context != PackageContext.ThirdParty).Select(package => package.Coordinate.Name).ToHashSet(StringComparer.Ordinal);

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

    private static void Join(
        VisibleFile file, OperatingSystem? system, ArtifactView view, string owner, Dictionary<Coordinate, Package> packages, Predicate<PackageFact>? holds = null)
    {
        var history = new LayerHistory(file);
        EquatableArray<Evidence> shared = [];
        foreach (var fact in file.Facts.OfType<PackageFact>().Where(fact => !fact.IsProject && (holds is null || holds(fact))))
        {
            // the packages of one file share their proof: a lock file has a hundred thousand
            var place = fact.InnerPath.Length == 0 ? file.Path : $"{file.Path}!/{fact.InnerPath}";
            var evidence = new Evidence(place, history.Introducing(fact), file.LayerDiffId, owner);
            shared = shared.Count == 1 && shared[0] == evidence ? shared : [evidence];
            var package = Join(fact, system, view, shared);
            ref var known = ref CollectionsMarshal.GetValueRefOrAddDefault(packages, package.Coordinate, out var exists);
            known = exists ? Merge(known!, package) : package; // what exists is not null
        }
    }

    private static Package Merge(Package known, Package more) => known with
    {
        Evidence = [.. known.Evidence.Concat(more.Evidence).Distinct()],
        Dependency = known.Dependency.And(more.Dependency),
        IsGuess = known.IsGuess && more.IsGuess,
        License = known.License.Length > 0 ? known.License : more.License,
    };

    private static Package Join(PackageFact fact, OperatingSystem? system, ArtifactView view, EquatableArray<Evidence> evidence)
    {
        var family = EcosystemCatalog.FamilyOf(fact.Kind);
        return new Package
        {
            Coordinate = family.Complete(fact, system),
            Purl = family.Purl(fact, system),
            Evidence = evidence,
            Vendor = fact.Vendor,
            SignatureKeyId = fact.SignatureKeyId,
            SourceRpm = fact.SourceRpm,
            License = fact.License,
            Status = fact.Status,
            Context = family.ContextOf(fact, system, view.Artifact.Kind, view.RunningKernel),
            Dependency = fact.Dependency,
            IsGuess = fact.IsGuess,
        };
    }

    // An image may hold packages of Ubuntu's ESM without the files that tell of the subscription it was built with.
    private static OperatingSystem? WithInstalledEsm(OperatingSystem? system, IEnumerable<Coordinate> packages) =>
        system is { Ecosystem: "Ubuntu", Entitlements.IsEmpty: true }
        && packages.Any(package => package.Ecosystem == "Ubuntu" && package.Version.Contains("esm", StringComparison.Ordinal))
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
