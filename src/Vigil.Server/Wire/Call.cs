using System.Text.Json;
using Vigil.Domain.Accounts;
using Vigil.Server.Identity;
using Vigil.Server.Model;

namespace Vigil.Server.Wire;

/// <summary>One valid request: who asks for what.</summary>
/// <param name="Operation">The operation.</param>
/// <param name="Caller">Who asks.</param>
/// <param name="Input">All members of the request, wherever they travelled, as one object that agrees with the model.</param>
/// <param name="At">When it arrived.</param>
/// <param name="Cancellation">Fires when the client goes away.</param>
internal sealed record Call(ApiOperation Operation, Caller Caller, JsonElement Input, DateTimeOffset At, CancellationToken Cancellation)
{
    public AccountId Account => Caller.Account;

    /// <summary>A text that the model requires.</summary>
    public string Text(string name) => Input.GetProperty(name).GetString()!;
}

/// <summary>Reading members of a valid request: what is absent or null is <see langword="null"/>.</summary>
internal static class InputMembers
{
    /// <summary>A member; <see langword="null"/> when it is absent.</summary>
    public static JsonElement? Member(this JsonElement input, string name) =>
        input.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    public static string? OptionalText(this JsonElement input, string name) => input.Member(name)?.GetString();

    public static int? OptionalNumber(this JsonElement input, string name) => input.Member(name)?.GetInt32();

    public static bool? OptionalFlag(this JsonElement input, string name) => input.Member(name)?.GetBoolean();

    public static DateTimeOffset? OptionalTime(this JsonElement input, string name) =>
        input.Member(name) is { } seconds ? Timestamps.Read(seconds.GetDouble()) : null;

    /// <summary>The items of a list; none when it is absent.</summary>
    public static IEnumerable<JsonElement> Items(this JsonElement input, string name) =>
        input.Member(name) is { } list ? list.EnumerateArray() : Enumerable.Empty<JsonElement>();

    /// <summary>The texts of a list; none when it is absent.</summary>
    public static IEnumerable<string> Texts(this JsonElement input, string name) => input.Items(name).Select(item => item.GetString()!);

    /// <summary>The entries of a map of texts; none when it is absent.</summary>
    public static IEnumerable<KeyValuePair<string, string>> TextEntries(this JsonElement input, string name) =>
        input.Member(name) is { } map
            ? map.EnumerateObject().Select(entry => KeyValuePair.Create(entry.Name, entry.Value.GetString() ?? ""))
            : [];
}
