using Vigil.Domain.Coverage;
using Vigil.Scanning.Artifacts;
using Vigil.Server.Submissions;
using Vigil.Server.Work;
using Vigil.Storage;
using Vigil.Storage.Work;

namespace Vigil.Server.Sources.Functions;

/// <summary>Scans a version of a function in this process.</summary>
internal sealed class FunctionWorker(
    SourceShelf shelf, FunctionPlaces places, Sightings sightings, ScanIntake intake, ResourceRegister register, FunctionNaming naming, TimeProvider clock) : IWorker
{
    public const string WorkKind = "function";

    public string Kind => WorkKind;

    public Task<DateTimeOffset?> RunAsync(HeldWork work, CancellationToken stopping) => Deadline.RunAsync(clock, token => DoAsync(work, token), stopping);

    private async Task<DateTimeOffset?> DoAsync(HeldWork work, CancellationToken stopping)
    {
        var (name, key) = SourceSubject.Split(work.Item.Subject);
        if (shelf.Find(work.Item.Account, name) is not { } source || sightings.Find(source, key) is not { } sighting || sighting.Scanned == sighting.Stamp)
        {
            return null;
        }

        var package = FunctionPackage.Parse(sighting.Detail);
        var resource = naming.Function(source.Account, package, source.Setup.Tags);
        var place = places.Open(source);
        var takenAt = clock.GetUtcNow();
        using var scratch = new Scratch();
        try
        {
            var layers = new List<string>();
            foreach (var layer in package.Layers)
            {
                layers.Add(await place.FetchAsync(layer, scratch.Path, stopping));
            }

            await using var function = ArtifactSource.OpenFunction(await place.FetchAsync(package.Path, scratch.Path, stopping), new FunctionOptions { Runtime = package.Runtime, Layers = layers });
            var inventory = await ScanIntake.ScanAsync(function, stopping);
            if (sightings.Find(source, key) is null)
            {
                return null; // it went while it was scanned
            }

            intake.Take(new Submission(FunctionNaming.Complete(resource, inventory, sighting.PushedAt), inventory) { TakenAt = takenAt });
            sightings.Scanned(source, key, sighting.Stamp, inventory.Diagnostics.Items.FirstOrDefault(one => !one.Code.IsNotice)?.Message ?? "");
        }
        catch (ArtifactException fault)
        {
            // what is no zip today is none in a minute
            register.SetStatus(source.Account, resource.Id, ScanType.Package, ScanFailure.ReasonOf(fault));
            sightings.Scanned(source, key, sighting.Stamp, fault.Message.Replace(scratch.Path, "", StringComparison.Ordinal));
        }

        return null;
    }
}
