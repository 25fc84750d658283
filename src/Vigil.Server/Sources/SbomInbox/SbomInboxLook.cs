using Microsoft.Extensions.Options;
using Vigil.Scanning.Artifacts;
using Vigil.Scanning.Extraction;
using Vigil.Scanning.Sbom.Reading;
using Vigil.Server.Hosting;
using Vigil.Server.Submissions;
using Vigil.Server.Work;
using Vigil.Storage;
using Vigil.Storage.Work;

namespace Vigil.Server.Sources.SbomInbox;

/// <summary>Takes the bills of materials that somebody put into a directory: what was taken goes to <c>done</c>, the rest to <c>refused</c> with the reason beside it.</summary>
internal sealed class SbomInboxLook(AllowedPlaces allowed, ScanIntake intake, IOptions<ServerOptions> options, TimeProvider clock) : ISourceLook
{
    private const string Done = "done", Refused = "refused";

    // what was written a moment ago may not be all
    private static readonly TimeSpan Settled = TimeSpan.FromSeconds(2);

    public IReadOnlyCollection<SourceKind> Kinds => [SourceKind.SbomInbox];

    public IReadOnlyCollection<string> Work => [];

    public Task LookAsync(OpenSource source, WorkLane lane, CancellationToken stopping)
    {
        var root = allowed.Find(source.Setup.Address) ?? throw new WorkException($"{source.Setup.Address} is no directory in one of those that Vigil:Sources:Roots allows");
        try
        {
            foreach (var file in new DirectoryInfo(root).EnumerateFiles().Where(IsReady).OrderBy(file => file.LastWriteTimeUtc).ThenBy(file => file.Name, StringComparer.Ordinal).ToList())
            {
                stopping.ThrowIfCancellationRequested();
                Take(source, root, file);
            }
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new WorkException($"{root}: {fault.Message}", fault);
        }

        return Task.CompletedTask;
    }

    private bool IsReady(FileInfo file) =>
        !file.Name.StartsWith('.') && file.LinkTarget is null && clock.GetUtcNow() - new DateTimeOffset(file.LastWriteTimeUtc) >= Settled;

    private void Take(OpenSource source, string root, FileInfo file)
    {
        try
        {
            if (file.Length > ScanLimits.Default.MaxFileBytes)
            {
                throw new ArtifactException(ArtifactCodes.LimitReached, $"It has {file.Length} bytes; the limit is {ScanLimits.Default.MaxFileBytes}.");
            }

            var inventory = SbomReader.Read(file.Name, File.ReadAllBytes(file.FullName), ScanLimits.Default);
            var resource = ResourceNaming.Of(source.Account, named: null, inventory, options.Value.Region);
            intake.Take(new Submission(resource, inventory) { ScanMode = ResourceNaming.ModeOf(resource), TakenAt = new DateTimeOffset(file.LastWriteTimeUtc) });
            MoveTo(Path.Combine(root, Done), file);
        }
        catch (ArtifactException fault)
        {
            var to = MoveTo(Path.Combine(root, Refused), file);
            File.WriteAllText(to + ".reason.txt", fault.Message + "\n");
        }
    }

    private static string MoveTo(string directory, FileInfo file)
    {
        Directory.CreateDirectory(directory);
        var to = Path.Combine(directory, file.Name);
        file.MoveTo(to, overwrite: true);
        return to;
    }
}
