using System.Collections.Frozen;
using Vigil.Scanning.Artifacts;
using Vigil.Server.Settings;
using Vigil.Server.Work;
using Vigil.Storage.Work;

namespace Vigil.Server.Sources;

/// <summary>Looks at a source from time to time.</summary>
internal sealed class SourceWorker(SourceShelf shelf, Sightings sightings, AccountSettings accounts, IEnumerable<ISourceLook> looks, TimeProvider clock) : IWorker
{
    public const string WorkKind = "source";

    private readonly FrozenDictionary<SourceKind, ISourceLook> _looks = looks.SelectMany(look => look.Kinds.Select(kind => (kind, look))).ToFrozenDictionary(pair => pair.kind, pair => pair.look);

    public string Kind => WorkKind;

    public Task<DateTimeOffset?> RunAsync(HeldWork work, CancellationToken stopping) => Deadline.RunAsync(clock, token => DoAsync(work, token), stopping);

    private async Task<DateTimeOffset?> DoAsync(HeldWork work, CancellationToken stopping)
    {
        if (shelf.Find(work.Item.Account, work.Item.Subject) is not { } source)
        {
            return null;
        }

        var next = clock.GetUtcNow() + source.Setup.Interval;
        if (!IsOn(source, out var scan))
        {
            // when it is switched on, everything is scanned again
            sightings.Forget(source);
            throw new WorkException($"{scan} is not switched on for account {source.Account}") { RetryAt = next };
        }

        try
        {
            await _looks[source.Setup.Kind].LookAsync(source, work.Item.Lane, stopping);
        }
        catch (ArtifactException fault)
        {
            throw new WorkException(fault.Message, fault);
        }

        shelf.Looked(source, clock.GetUtcNow());
        return next;
    }

    private bool IsOn(OpenSource source, out string scan)
    {
        var state = accounts.Of(source.Account);
        ScanKind? kind = source.Setup.Kind switch
        {
            SourceKind.Registry => ScanKind.Ecr,
            SourceKind.FunctionDirectory or SourceKind.FunctionBucket => ScanKind.Lambda,
            SourceKind.Disk => ScanKind.Ec2,
            _ => null,
        };
        scan = kind is { } named ? ScanKinds.Words[named] : "scanning";
        return kind is { } needed ? state.Enabled.ContainsKey(needed) : state.IsEnabled;
    }
}
