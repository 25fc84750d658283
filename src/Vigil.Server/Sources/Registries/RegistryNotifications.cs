using Vigil.Server.Wire;
using Vigil.Storage.Work;

namespace Vigil.Server.Sources.Registries;

/// <summary>Takes notifications of registries. They change nothing but times, and ask for looks that somebody waits for: whoever lies gets a look at the truth.</summary>
internal sealed class RegistryNotifications(SourceShelf shelf, Sightings sightings, WorkList list, TimeProvider clock)
{
    private const int MaxBytes = 4 << 20;

    /// <summary>Answers <c>POST /vigil/v1/notifications/{source}</c>: the token is in the query, or in a header as a bearer's.</summary>
    public async Task<IResult> AnswerAsync(HttpContext context, string source)
    {
        var header = context.Request.Headers.Authorization.ToString();
        var token = header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? header["Bearer ".Length..] : header.Length > 0 ? header : context.Request.Query["token"].ToString();
        if (shelf.Opened(source, token) is not { Setup.Kind: SourceKind.Registry } opened)
        {
            return Results.Text("There is no registry of that name with that token.", statusCode: StatusCodes.Status403Forbidden);
        }

        try
        {
            Take(opened, RegistryEvents.Read(await RequestBody.ReadAsync(context, MaxBytes, clock)));
            return Results.StatusCode(StatusCodes.Status202Accepted);
        }
        catch (FormatException fault)
        {
            return Results.Text(fault.Message, statusCode: StatusCodes.Status400BadRequest);
        }
        catch (ApiException fault)
        {
            return Results.Text(fault.Message, statusCode: (int)fault.Status);
        }
    }

    /// <summary>Asks for what follows from events.</summary>
    internal void Take(OpenSource source, IReadOnlyList<RegistryEvent> events)
    {
        var now = clock.GetUtcNow();
        foreach (var pulled in events.Where(one => one.Action == RegistryAction.Pull && one.Digest.Length > 0))
        {
            sightings.Pulled(source, $"{pulled.Repository}@{pulled.Digest}", pulled.At is { } at && at < now ? at : now);
        }

        foreach (var pushed in events.Where(one => one.Action == RegistryAction.Push && one.Digest.Length > 0))
        {
            sightings.Change(source, $"{pushed.Repository}@{pushed.Digest}", before => before with { PushedAt = now });
        }

        list.Ask([.. events.Where(one => (one.Action != RegistryAction.Pull || IsExpired(source, one)) && RegistryLook.Wants(source, one.Repository)).Select(one => one.Repository).Distinct(StringComparer.Ordinal)
            .Select(repository => new WorkItem(RepositoryWorker.WorkKind, source.Account, $"{source.Name}/{repository}") { Lane = WorkLane.Interactive })]);
    }

    // use revives
    private bool IsExpired(OpenSource source, RegistryEvent one) => sightings.Find(source, $"{one.Repository}@{one.Digest}")?.ExpiredAt is not null;
}
