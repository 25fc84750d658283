using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Options;
using MimeKit;
using Vigil.Server.Hosting;
using Vigil.Server.Model;
using Vigil.Server.Operations.Filters;
using Vigil.Server.Wire;
using Vigil.Storage.Queries;

namespace Vigil.Server.Deliveries;

/// <summary>Destinations of an account: setting them up, how they stand, and what they refused.</summary>
internal sealed class DeliveryOperations(DestinationShelf shelf, ChangeFeed feed, IOptions<ServerOptions> options) : IOperations
{
    private const int MostDestinations = 50;

    public IEnumerable<OperationEntry> Entries =>
    [
        new("PutDestination", Access.Change, Put),
        new("DeleteDestination", Access.Change, Delete),
        new("ListDestinations", Access.Look, List),
        new("ListDeadLetters", Access.Look, ListDeadLetters),
        new("ReplayDeadLetters", Access.Change, Replay),
    ];

    private void Put(Call call, Utf8JsonWriter json)
    {
        var name = call.Text("name");
        var kind = Enum.Parse<DestinationKind>(call.Text("kind").Replace("_", "", StringComparison.Ordinal), ignoreCase: true);
        var address = call.Input.OptionalText("address") ?? "";
        RequireAddress(kind, address);
        if (shelf.Find(call.Account, name) is null && shelf.Of(call.Account).Count() >= MostDestinations)
        {
            throw ApiException.QuotaExceeded($"An account has at most {MostDestinations} destinations.", call.Account.ToString());
        }

        // refuses criteria that cannot be met
        _ = call.Input.FindingCriteria("filterCriteria");
        shelf.Put(
            call.Account,
            name,
            new Destination
            {
                Kind = kind,
                Address = address,
                Region = call.Input.OptionalText("region") ?? options.Value.Region,
                EventBus = call.Input.OptionalText("eventBus") ?? "default",
                EventSource = call.Input.OptionalText("eventSource") ?? "aws.inspector2",
                AccessKeyId = call.Input.OptionalText("accessKeyId") ?? "",
                Filter = JsonSerializer.SerializeToElement(new Dictionary<string, JsonElement?> { ["filterCriteria"] = call.Input.Member("filterCriteria") }),
                CreatedAt = call.At,
            },
            call.Input.OptionalText("secret"),
            call.Input.OptionalFlag("fromBeginning") == true ? 0 : feed.LastNumber);
        json.WriteString("name", name);
    }

    private void Delete(Call call, Utf8JsonWriter json)
    {
        if (!shelf.Delete(call.Account, call.Text("name")))
        {
            throw Missing(call);
        }
    }

    private void List(Call call, Utf8JsonWriter json)
    {
        json.WriteStartArray("destinations");
        foreach (var destination in shelf.Of(call.Account))
        {
            var progress = shelf.ProgressOf(call.Account, destination.Name);
            json.WriteStartObject();
            json.WriteString("name", destination.Name);
            json.WriteString("kind", JsonNamingPolicy.SnakeCaseUpper.ConvertName(destination.Setup.Kind.ToString()));
            json.WriteText("address", destination.Setup.Address);
            json.WriteTime("createdAt", destination.Setup.CreatedAt);
            json.WriteNumber("readTo", progress.ReadTo);
            json.WriteNumber("waiting", feed.LastNumber - progress.ReadTo + progress.Owed.Count);
            json.WriteNumber("deadLetters", shelf.DeadLetters(call.Account, destination.Name).Count);
            json.WriteNumber("failures", progress.Failures);
            json.WriteText("lastError", progress.LastError);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private void ListDeadLetters(Call call, Utf8JsonWriter json)
    {
        RequireDestination(call);
        json.WriteStartArray("deadLetters");
        foreach (var letter in shelf.DeadLetters(call.Account, call.Text("name")))
        {
            json.WriteStartObject();
            json.WriteNumber("number", letter.Number);
            json.WriteText("reason", letter.Reason);
            json.WriteTime("at", letter.At);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private void Replay(Call call, Utf8JsonWriter json)
    {
        RequireDestination(call);
        var name = call.Text("name");
        var letters = shelf.DeadLetters(call.Account, name);
        shelf.Advance(call.Account, name, before => before with
        {
            Owed = [.. before.Owed.Union(letters.Select(letter => letter.Number)).Order()],
            Failures = 0,
            NotBefore = default,
        });
        foreach (var letter in letters)
        {
            shelf.Forget(call.Account, name, letter);
        }

        json.WriteNumber("replayed", letters.Count);
    }

    private void RequireDestination(Call call)
    {
        if (shelf.Find(call.Account, call.Text("name")) is null)
        {
            throw Missing(call);
        }
    }

    // for AWS's services the address may be left out, for a file it is given
    private static void RequireAddress(DestinationKind kind, string address)
    {
        var isHttp = Uri.TryCreate(address, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps);
        var isRight = kind switch
        {
            DestinationKind.File => address.Length == 0,
            DestinationKind.Email => address.StartsWith("mailto:", StringComparison.Ordinal) && InternetAddressList.TryParse(address["mailto:".Length..], out var recipients) && recipients.Count > 0,
            DestinationKind.EventBridge or DestinationKind.SecurityHub => address.Length == 0 || isHttp,
            _ => isHttp,
        };
        if (!isRight)
        {
            throw ApiException.Invalid("address", kind switch
            {
                DestinationKind.File => "must be absent: files are written below the data directory",
                DestinationKind.Email => "must be mailto: and one address or more, with commas between them",
                _ => "must be an address of HTTP or HTTPS",
            });
        }
    }

    private static ApiException Missing(Call call) =>
        ApiException.NotFound(string.Create(CultureInfo.InvariantCulture, $"There is no destination {call.Text("name")}."));
}
