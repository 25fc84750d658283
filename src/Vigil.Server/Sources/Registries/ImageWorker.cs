using Vigil.Domain.Coverage;
using Vigil.Scanning.Artifacts;
using Vigil.Scanning.Extraction;
using Vigil.Server.Submissions;
using Vigil.Server.Work;
using Vigil.Storage;
using Vigil.Storage.Work;

namespace Vigil.Server.Sources.Registries;

/// <summary>Scans an image of a registry in this process.</summary>
internal sealed class ImageWorker(
    SourceShelf shelf, RegistryAccess access, Sightings sightings, ScanIntake intake, ResourceRegister register, ImageNaming naming, TimeProvider clock) : IWorker
{
    public const string WorkKind = "image";

    public string Kind => WorkKind;

    public Task<DateTimeOffset?> RunAsync(HeldWork work, CancellationToken stopping) => Deadline.RunAsync(clock, token => DoAsync(work, token), stopping);

    private async Task<DateTimeOffset?> DoAsync(HeldWork work, CancellationToken stopping)
    {
        var (name, key) = SourceSubject.Split(work.Item.Subject);
        if (shelf.Find(work.Item.Account, name) is not { } source || sightings.Find(source, key) is not { } sighting || sighting.Scanned == sighting.Stamp || sighting.ExpiredAt is not null)
        {
            return null;
        }

        var (repository, digest) = (RegistryLook.RepositoryOf(key), key[(key.IndexOf('@', StringComparison.Ordinal) + 1)..]);
        var resource = naming.Image(source, repository, digest, sighting.Stamp.Split(' '));
        var takenAt = clock.GetUtcNow();
        try
        {
            await using var image = await ArtifactSource.OpenImageAsync($"{source.Setup.Address}/{key}", access.OptionsOf(source), ScanLimits.Default, stopping);
            var inventory = await ScanIntake.ScanAsync(image, stopping);
            if (sightings.Find(source, key) is null)
            {
                return null; // it went while it was scanned
            }

            intake.Take(new Submission(ImageNaming.Complete(resource, sighting, inventory), inventory) { TakenAt = takenAt });
            sightings.Scanned(source, key, sighting.Stamp, inventory.IsPartial ? Words(inventory.Diagnostics.Items.First(one => !one.Code.IsNotice).Message) : "");
        }
        catch (ArtifactException fault)
        {
            register.SetStatus(source.Account, resource.Id, ScanType.Package, ScanFailure.ReasonOf(fault));
            sightings.Scanned(source, key, ScanFailure.IsPassing(fault) ? "" : sighting.Stamp, Words(fault.Message));
            if (ScanFailure.IsPassing(fault))
            {
                throw new WorkException(fault.Message, fault);
            }
        }

        return null;
    }

    private static string Words(string message) => message.Length > 500 ? message[..500] : message;
}
