using System.Collections.Immutable;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Vigil.Domain.Coverage;
using Vigil.Scanning.Artifacts;
using Vigil.Server.Hosting;
using Vigil.Server.Hosts;
using Vigil.Server.Model;
using Vigil.Server.Wire;
using Vigil.Storage.Work;

namespace Vigil.Server.Sources;

/// <summary>Sources of an account: setting them up, how they stand, and looking at once.</summary>
internal sealed class SourceOperations(
    SourceShelf shelf, Sightings sightings, HostRegister hosts, WorkList list, AllowedPlaces allowed, IEnumerable<ISourceLook> looks, IOptions<ServerOptions> options) : IOperations
{
    private const int MostSources = 200;

    private readonly IReadOnlyList<ISourceLook> _looks = [.. looks];

    public IEnumerable<OperationEntry> Entries =>
    [
        new("PutSource", Access.Change, Put),
        new("DeleteSource", Access.Change, Delete),
        new("ListSources", Access.Look, List),
        new("StartScan", Access.Change, Start),
    ];

    private void Put(Call call, Utf8JsonWriter json)
    {
        var name = call.Text("name");
        var setup = SourceInput.Read(call, options.Value.Region);
        Require(setup);
        if (shelf.Find(call.Account, name) is null && shelf.Of(call.Account).Count() >= MostSources)
        {
            throw ApiException.QuotaExceeded($"An account has at most {MostSources} sources.", call.Account.ToString());
        }

        var token = shelf.Put(call.Account, name, setup, call.Input.OptionalText("secret"));
        list.Ask(new WorkItem(SourceWorker.WorkKind, call.Account, name) { Lane = WorkLane.Interactive });
        json.WriteString("name", name);
        json.WriteText("notificationToken", setup.Kind == SourceKind.Registry ? token : null);
    }

    private void Delete(Call call, Utf8JsonWriter json)
    {
        var source = Find(call, call.Text("name"));
        shelf.Delete(call.Account, source.Name);
        list.Drop(SourceWorker.WorkKind, call.Account, source.Name);
        sightings.Compare(source, "", [], LookOf(source).Work.LastOrDefault(SourceWorker.WorkKind), WorkLane.Bulk, ScanStatusReason.ResourceTerminated);
    }

    private void List(Call call, Utf8JsonWriter json)
    {
        var looking = list.List(SourceWorker.WorkKind, call.Account).ToDictionary(state => state.Item.Subject, StringComparer.Ordinal);
        var scanning = _looks.SelectMany(look => look.Work).Distinct().SelectMany(kind => list.List(kind, call.Account)).ToLookup(state => SourceSubject.Split(state.Item.Subject).Source, StringComparer.Ordinal);
        json.WriteStartArray("sources");
        foreach (var source in shelf.Of(call.Account))
        {
            json.WriteStartObject();
            json.WriteString("name", source.Name);
            json.WriteString("kind", SourceInput.Words[source.Setup.Kind]);
            json.WriteText("address", source.Setup.Address);
            json.WriteTime("createdAt", source.Setup.CreatedAt);
            WriteProgress(json, source, looking.GetValueOrDefault(source.Name), [.. scanning[source.Name]]);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private void WriteProgress(Utf8JsonWriter json, OpenSource source, WorkState? look, IReadOnlyList<WorkState> work)
    {
        var artifacts = sightings.Of(source);
        json.WriteNumber("artifacts", artifacts.Count);
        json.WriteNumber("scanned", artifacts.Count(one => one.Sighting.Scanned == one.Sighting.Stamp));
        json.WriteNumber("problems", artifacts.Count(one => one.Sighting.Problem.Length > 0));
        json.WriteNumber("queued", work.Count(state => !state.IsHeld));
        json.WriteNumber("running", work.Count(state => state.IsHeld));
        json.WriteBoolean("looking", look?.IsHeld == true);
        json.WriteTime("lookedAt", shelf.LookedAt(source));
        json.WriteTime("nextLookAt", look is { IsHeld: false } ? look.Item.DueAt : null);
        json.WriteText("lastError", LastError(look, work, artifacts));
    }

    // of the look itself before that of a part, that of work before that of an artifact
    private static string LastError(WorkState? look, IReadOnlyList<WorkState> work, IReadOnlyList<(string Key, Sighting Sighting)> artifacts) =>
        look is { Error.Length: > 0 } ? look.Error
        : work.FirstOrDefault(state => state.Error.Length > 0) is { } failed ? $"{SourceSubject.Split(failed.Item.Subject).Key}: {failed.Error}"
        : artifacts.Where(one => one.Sighting.Problem.Length > 0).Select(one => $"{one.Key}: {one.Sighting.Problem}").FirstOrDefault("");

    private void Start(Call call, Utf8JsonWriter json)
    {
        if (call.Input.OptionalText("resourceId") is { } resource)
        {
            StartResource(call, resource);
            return;
        }

        var source = Find(call, call.Input.OptionalText("name") ?? throw ApiException.Invalid("name", "must be there, or resourceId"));
        list.Ask(new WorkItem(SourceWorker.WorkKind, call.Account, source.Name) { Lane = WorkLane.Interactive });
        if (call.Input.OptionalFlag("everything") == true)
        {
            foreach (var (key, _) in sightings.Of(source))
            {
                StartOne(source, key);
            }
        }
    }

    private void StartResource(Call call, string resource)
    {
        if (sightings.OfResource(call.Account, resource) is var (name, key))
        {
            StartOne(Find(call, name), key);
        }
        else if (hosts.Get(call.Account, resource) is not { RevokedAt: null } host)
        {
            throw ApiException.NotFound($"Neither a source nor an agent reports the resource {resource}.");
        }
        else if (ExclusionTag.Excludes(host.Tags.Keys))
        {
            throw ApiException.Invalid("resourceId", "is excluded by a tag");
        }
        else
        {
            hosts.AskForInventory(call.Account, resource);
        }
    }

    private void StartOne(OpenSource source, string key)
    {
        sightings.Change(source, key, before => before with { Scanned = "" });
        list.Ask(LookOf(source).Work.LastOrDefault() is { } kind
            ? new WorkItem(kind, source.Account, $"{source.Name}/{key}") { Lane = WorkLane.Interactive }
            : new WorkItem(SourceWorker.WorkKind, source.Account, source.Name) { Lane = WorkLane.Interactive });
    }

    private ISourceLook LookOf(OpenSource source) => _looks.First(look => look.Kinds.Contains(source.Setup.Kind));

    private OpenSource Find(Call call, string name) => shelf.Find(call.Account, name) ?? throw ApiException.NotFound($"There is no source {name}.");

    private void Require(Source setup)
    {
        switch (setup.Kind)
        {
            case SourceKind.Registry when !ImageReference.TryParse($"{setup.Address}/a/b", out var reference) || reference.Registry != setup.Address:
                throw ApiException.Invalid("address", "must be the host of a registry, with a port where it needs one: registry.example:5000");
            case SourceKind.Registry when setup.Repositories.FirstOrDefault(name => !ImageReference.TryParse($"r.example/{name}", out _)) is { } bad:
                throw ApiException.Invalid("repositories", $"{bad} is no name of a repository");
            case SourceKind.FunctionBucket when setup.Bucket.Length == 0 || (setup.Address.Length > 0 && !IsHttp(setup.Address)):
                throw ApiException.Invalid("bucket", "must be there, and address empty or one of HTTP or HTTPS");
            case SourceKind.FunctionDirectory or SourceKind.Disk or SourceKind.SbomInbox when allowed.Find(setup.Address) is null:
                throw ApiException.Invalid("address", "must be a directory in one of those that the operator allows by Vigil:Sources:Roots");
        }
    }

    private static bool IsHttp(string address) => Uri.TryCreate(address, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps);
}
