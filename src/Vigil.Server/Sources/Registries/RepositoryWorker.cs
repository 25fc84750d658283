using Vigil.Domain.Coverage;
using Vigil.Scanning.Artifacts;
using Vigil.Scanning.Artifacts.Registries;
using Vigil.Server.Work;
using Vigil.Storage;
using Vigil.Storage.Work;

namespace Vigil.Server.Sources.Registries;

/// <summary>Looks which images a repository holds under the tags that count.</summary>
internal sealed class RepositoryWorker(SourceShelf shelf, RegistryAccess access, Sightings sightings, ResourceRegister register, ImageNaming naming, ImageEligibility eligibility, TimeProvider clock) : IWorker
{
    public const string WorkKind = "repository";

    public string Kind => WorkKind;

    public Task<DateTimeOffset?> RunAsync(HeldWork work, CancellationToken stopping) => Deadline.RunAsync(clock, token => DoAsync(work, token), stopping);

    private async Task<DateTimeOffset?> DoAsync(HeldWork work, CancellationToken stopping)
    {
        var (name, repository) = SourceSubject.Split(work.Item.Subject);
        if (shelf.Find(work.Item.Account, name) is not { } source)
        {
            return null;
        }

        if (!RegistryLook.Wants(source, repository))
        {
            register.Put(naming.Repository(source, repository, "MANUAL"), ScanType.Package, ScanStatusReason.ScanFrequencyManual, ScanMode.None);
            sightings.Compare(source, $"{repository}@", [], ImageWorker.WorkKind, work.Item.Lane, ScanStatusReason.ScanFrequencyManual);
            return null;
        }

        var images = await ImagesAsync(source, repository, stopping);
        if (images.Count > 0 || sightings.Of(source, $"{repository}@").Count > 0)
        {
            register.Put(
                naming.Repository(source, repository, "CONTINUOUS_SCAN"),
                ScanType.Package,
                images.Count > 0 ? ScanStatusReason.Successful : ScanStatusReason.ResourceTerminated,
                ScanMode.None);
        }

        sightings.Compare(
            source,
            $"{repository}@",
            [.. images.Select(image => new Found($"{repository}@{image.Digest}", string.Join(' ', image.Tags), naming.Image(source, repository, image.Digest, image.Tags)))],
            ImageWorker.WorkKind,
            work.Item.Lane);
        eligibility.Apply(source, $"{repository}@");
        return null;
    }

    private async Task<IReadOnlyList<TaggedImage>> ImagesAsync(OpenSource source, string repository, CancellationToken stopping)
    {
        var setup = source.Setup;
        try
        {
            return await new RegistryCatalog(setup.Address, access.OptionsOf(source))
                .ImagesAsync(repository, tag => Glob.Admits(setup.IncludeTags, setup.ExcludeTags, tag), stopping);
        }
        catch (ArtifactException fault)
        {
            if (ScanFailure.ReasonOf(fault) == ScanStatusReason.AccessDenied)
            {
                register.Put(naming.Repository(source, repository, "CONTINUOUS_SCAN"), ScanType.Package, ScanStatusReason.AccessDenied, ScanMode.None);
            }

            throw new WorkException(fault.Message, fault);
        }
    }
}
