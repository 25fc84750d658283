using Vigil.Domain.Accounts;
using Vigil.Domain.Coverage;
using Vigil.Domain.Resources;
using Vigil.Server.Settings;
using Vigil.Server.Submissions;
using Vigil.Storage;
using Vigil.Storage.Records;
using Vigil.Storage.Work;

namespace Vigil.Server.Sources;

/// <summary>What the sources hold: looks are held against it, and what is new, changed or gone follows.</summary>
internal sealed class Sightings(IRecords records, ResourceRegister register, WorkList list, TimeProvider clock)
{
    // an image that is pulled all the time is not written all the time
    private static readonly TimeSpan LeastPause = TimeSpan.FromMinutes(1);

    private readonly Shelf<Sighting> _shelf = new(records, "sighting");

    /// <summary>The artifacts of a source, or of a part of it, by their keys.</summary>
    public IReadOnlyList<(string Key, Sighting Sighting)> Of(OpenSource source, string part = "")
    {
        var prefix = $"{source.Name}/{part}";
        return [.. _shelf.List(source.Account, prefix)
            .TakeWhile(pair => pair.Key.StartsWith(prefix, StringComparison.Ordinal))
            .Select(pair => (pair.Key[(source.Name.Length + 1)..], pair.Value))];
    }

    /// <summary>One artifact; <see langword="null"/> when it is not known.</summary>
    public Sighting? Find(OpenSource source, string key) => _shelf.Get(source.Account, $"{source.Name}/{key}");

    /// <summary>Holds a look against what is known: asks for scans of what is new or changed, and ends the watching of what is gone.</summary>
    /// <param name="source">The source.</param>
    /// <param name="part">What the keys of the part begin with that was looked at; empty for all.</param>
    /// <param name="found">What is there.</param>
    /// <param name="kind">Kind of the work that scans.</param>
    /// <param name="lane">How urgent scans are.</param>
    /// <param name="gone">Why what is not there is not watched any more.</param>
    public void Compare(OpenSource source, string part, IReadOnlyCollection<Found> found, string kind, WorkLane lane, ScanStatusReason gone = ScanStatusReason.ResourceTerminated)
    {
        var present = found.Select(one => one.Key).ToHashSet(StringComparer.Ordinal);
        foreach (var (key, sighting) in Of(source, part).Where(one => !present.Contains(one.Key)))
        {
            register.SetStatus(source.Account, sighting.ResourceId, ScanType.Package, gone);
            list.Drop(kind, source.Account, $"{source.Name}/{key}");
            _shelf.Delete(source.Account, $"{source.Name}/{key}");
        }

        foreach (var one in found)
        {
            var after = See(source, one);
            if (after.Scanned != after.Stamp)
            {
                list.Ask(new WorkItem(kind, source.Account, $"{source.Name}/{one.Key}") { Lane = lane });
            }
        }
    }

    /// <summary>Notes how a scan ended.</summary>
    /// <param name="source">The source.</param>
    /// <param name="key">The artifact.</param>
    /// <param name="stamp">The stamp that it was scanned with.</param>
    /// <param name="problem">Why it failed; empty when it did not.</param>
    public void Scanned(OpenSource source, string key, string stamp, string problem) => Change(source, key, before => before with { Scanned = stamp, Problem = problem });

    /// <summary>Changes what is known of an artifact, if it is known.</summary>
    public void Change(OpenSource source, string key, Func<Sighting, Sighting> change)
    {
        if (Find(source, key) is not null)
        {
            _shelf.Change(source.Account, $"{source.Name}/{key}", before => before is null ? throw new InvalidOperationException($"{key} is gone.") : change(before));
        }
    }

    /// <summary>Notes that somebody used an artifact.</summary>
    public void Pulled(OpenSource source, string key, DateTimeOffset at)
    {
        if (Find(source, key) is { } sighting && !(at - sighting.PulledAt < LeastPause))
        {
            Change(source, key, before => before with { PulledAt = at });
            register.Change(source.Account, sighting.ResourceId, resource => resource with { Image = resource.Image is { } image ? image with { PulledAt = at } : null });
        }
    }

    /// <summary>Forgets what a source holds, without a word about its resources.</summary>
    public void Forget(OpenSource source)
    {
        foreach (var (key, _) in Of(source))
        {
            _shelf.Delete(source.Account, $"{source.Name}/{key}");
        }
    }

    /// <summary>The artifact of a resource; <see langword="null"/> when no source has it.</summary>
    public (string Source, string Key)? OfResource(AccountId account, string resourceId) =>
        _shelf.List(account).Where(pair => pair.Value.ResourceId == resourceId).Select(pair => pair.Key.Split('/', 2)).Select(parts => ((string, string)?)(parts[0], parts[1])).FirstOrDefault();

    /// <summary>Notes an artifact that is there. One that is new gets coverage at once: nothing is missing while it waits, or when it cannot be scanned.</summary>
    public Sighting See(OpenSource source, Found one)
    {
        var before = Find(source, one.Key);
        if (before is null)
        {
            Announce(one.Resource);
        }

        return before is not null && before.Stamp == one.Stamp && before.Detail == one.Detail ? before : _shelf.Change(source.Account, $"{source.Name}/{one.Key}", known => known is null
            ? new Sighting { ResourceId = one.Resource.Id, Stamp = one.Stamp, Detail = one.Detail, PushedAt = clock.GetUtcNow() }
            : known with { Stamp = one.Stamp, Detail = one.Detail });
    }

    private void Announce(Resource resource)
    {
        var reason = ExclusionTags.Exclude(resource) ? ScanStatusReason.ExcludedByTag
            : register.InventoryOf(resource.Account, resource.Id) is null ? ScanStatusReason.PendingInitialScan
            : ScanStatusReason.PendingRevivalScan;
        register.Put(resource, ScanType.Package, reason, ScanMode.None);
    }
}
