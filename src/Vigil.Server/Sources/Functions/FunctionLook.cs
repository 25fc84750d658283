using Vigil.Server.Work;
using Vigil.Storage.Work;

namespace Vigil.Server.Sources.Functions;

/// <summary>Looks which functions a directory or bucket holds.</summary>
internal sealed class FunctionLook(FunctionPlaces places, Sightings sightings, FunctionNaming naming) : ISourceLook
{
    public IReadOnlyCollection<SourceKind> Kinds => [SourceKind.FunctionDirectory, SourceKind.FunctionBucket];

    public IReadOnlyCollection<string> Work => [FunctionWorker.WorkKind];

    public async Task LookAsync(OpenSource source, WorkLane lane, CancellationToken stopping)
    {
        var place = places.Open(source);
        var files = await place.ListAsync(stopping);
        var sidecars = new Dictionary<string, FunctionSidecar>(StringComparer.Ordinal);
        foreach (var file in FunctionListing.SidecarsOf(files))
        {
            sidecars[file.Path] = await ReadAsync(place, file, stopping);
        }

        sightings.Compare(
            source,
            "",
            [.. FunctionListing.Read(files, sidecars).Select(one => new Found(one.Package.Key, one.Stamp, naming.Function(source.Account, one.Package, source.Setup.Tags)) { Detail = one.Package.ToText() })],
            FunctionWorker.WorkKind,
            lane);
    }

    private static async Task<FunctionSidecar> ReadAsync(IFunctionPlace place, StoredFile file, CancellationToken stopping)
    {
        using var scratch = new Scratch();
        try
        {
            return FunctionSidecar.Parse(await File.ReadAllBytesAsync(await place.FetchAsync(file.Path, scratch.Path, stopping), stopping));
        }
        catch (FormatException fault)
        {
            throw new WorkException($"{file.Path}: {fault.Message}", fault);
        }
    }
}
