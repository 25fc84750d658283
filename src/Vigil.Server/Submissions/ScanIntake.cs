using Vigil.Domain.Coverage;
using Vigil.Domain.Packages;
using Vigil.Domain.Resources;
using Vigil.Scanning.Artifacts;
using Vigil.Scanning.Ecosystems;
using Vigil.Scanning.Ecosystems.Joining;
using Vigil.Scanning.Extraction;
using Vigil.Server.Hosting;
using Vigil.Storage;

namespace Vigil.Server.Submissions;

/// <summary>Scans artifacts in this process, and takes in what they contain.</summary>
internal sealed class ScanIntake(StoredEstate estate, ResourceRegister register)
{
    private static readonly ArtifactScanner Scanner = new(EcosystemCatalog.Extractors, ScanLimits.Default);

    /// <summary>Reads what an artifact contains.</summary>
    public static async Task<Inventory> ScanAsync(ArtifactSource artifact, CancellationToken cancellation) =>
        InventoryBuilder.Build(await Scanner.ScanAsync(artifact, progress: null, cancellation));

    /// <summary>Takes what a resource contains, unless its owner excludes it.</summary>
    /// <returns>Whether it was taken: not what is excluded, or older than what is known.</returns>
    public bool Take(Submission submission)
    {
        Telemetry.PackagesSubmitted.Add(submission.Inventory.Packages.Count);
        if (!ExclusionTags.Exclude(submission.Resource))
        {
            return estate.Submit(submission) == 1;
        }

        register.Put(submission.Resource, ScanType.Package, ScanStatusReason.ExcludedByTag, submission.ScanMode);
        return false;
    }
}
