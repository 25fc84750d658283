using System.Collections.Immutable;
using System.Text.Json;
using Vigil.Server.Model;
using Vigil.Server.Wire;

namespace Vigil.Server.Hosts;

/// <summary>Enrolment tokens: an administrator makes them for the own account.</summary>
internal sealed class EnrolmentOperations(EnrolmentTokens tokens) : IOperations
{
    private static readonly TimeSpan UsualLife = TimeSpan.FromHours(24);
    private static readonly TimeSpan LongestLife = TimeSpan.FromDays(366);

    public IEnumerable<OperationEntry> Entries =>
    [
        new("CreateEnrolmentToken", Access.Change, Create),
        new("DeleteEnrolmentToken", Access.Change, Delete),
        new("ListEnrolmentTokens", Access.Look, List),
    ];

    private void Create(Call call, Utf8JsonWriter json)
    {
        var expiresAt = call.Input.OptionalTime("expiresAt") ?? call.At + UsualLife;
        if (expiresAt <= call.At || expiresAt > call.At + LongestLife)
        {
            throw ApiException.Invalid("expiresAt", $"must lie within {LongestLife.Days} days from now");
        }

        var token = tokens.Create(digest => new EnrolmentToken(
            call.Account,
            digest,
            call.At,
            expiresAt,
            call.Input.OptionalNumber("uses") ?? 1,
            call.Input.TextEntries("tags").ToImmutableSortedDictionary(StringComparer.Ordinal),
            call.Input.OptionalText("description") ?? ""));
        json.WriteString("tokenId", EnrolmentTokens.IdOf(token));
        json.WriteString("token", token);
        json.WriteTime("expiresAt", expiresAt);
    }

    private void Delete(Call call, Utf8JsonWriter json)
    {
        if (!tokens.Delete(call.Account, call.Text("tokenId")))
        {
            throw ApiException.NotFound("There is no such enrolment token in this account.");
        }
    }

    private void List(Call call, Utf8JsonWriter json)
    {
        json.WriteStartArray("tokens");
        foreach (var (id, token) in tokens.Of(call.Account))
        {
            json.WriteStartObject();
            json.WriteString("tokenId", id);
            json.WriteText("description", token.Description);
            json.WriteTime("createdAt", token.CreatedAt);
            json.WriteTime("expiresAt", token.ExpiresAt);
            json.WriteNumber("usesLeft", token.UsesLeft);
            json.WriteTextMap("tags", token.Tags);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
