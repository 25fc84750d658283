using System.Text.Json;
using Vigil.Domain.Accounts;
using Vigil.Server.Identity;
using Vigil.Server.Model;
using Vigil.Server.Settings;
using Vigil.Server.Wire;

namespace Vigil.Server.Operations.Accounts;

/// <summary>Access keys: an administrator makes them for the own account, one of the management account for any.</summary>
internal sealed class AccessKeyOperations(AccessKeys keys, Organization organization) : IOperations
{
    public IEnumerable<OperationEntry> Entries =>
    [
        new("CreateAccessKey", Access.Change, Create),
        new("DeleteAccessKey", Access.Change, Delete),
        new("ListAccessKeys", Access.Look, List),
    ];

    private void Create(Call call, Utf8JsonWriter json)
    {
        var role = Enum.Parse<Role>(call.Text("role"), ignoreCase: true);
        var key = keys.Create(AccountOf(call), role, call.Input.OptionalText("description") ?? "");
        json.WriteString("accessKeyId", key.Id);
        json.WriteString("secretAccessKey", key.Secret);
        json.WriteString("accountId", key.Account.ToString());
        json.WriteString("role", key.Role.ToString().ToUpperInvariant());
    }

    private void Delete(Call call, Utf8JsonWriter json)
    {
        if (!keys.Delete(AccountOf(call), call.Text("accessKeyId")))
        {
            throw ApiException.NotFound("There is no such key in this account.");
        }
    }

    private void List(Call call, Utf8JsonWriter json)
    {
        json.WriteStartArray("accessKeys");
        foreach (var (id, key) in keys.Of(AccountOf(call)))
        {
            json.WriteStartObject();
            json.WriteString("accessKeyId", id);
            json.WriteString("role", key.Role.ToString().ToUpperInvariant());
            json.WriteText("description", key.Description);
            json.WriteTime("createdAt", key.CreatedAt);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private AccountId AccountOf(Call call)
    {
        var account = call.Input.OptionalText("accountId") is { } id ? AccountId.Parse(id) : call.Account;
        return account == call.Account || organization.State.Management == call.Account
            ? account
            : throw ApiException.AccessDenied($"Account {call.Account} does not manage account {account}.");
    }
}
