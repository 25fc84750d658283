using System.Text.Json;
using Vigil.Domain.Accounts;
using Vigil.Server.Settings;
using Vigil.Server.Wire;

namespace Vigil.Server.Operations.Members;

/// <summary>Who administers the organisation, and what its new members get.</summary>
internal sealed class DelegationOperations(Organization organization, AccountSettings accounts, PageTokens tokens) : IOperations
{
    public IEnumerable<OperationEntry> Entries =>
    [
        new("EnableDelegatedAdminAccount", Access.Change, Enable),
        new("DisableDelegatedAdminAccount", Access.Change, Disable),
        new("GetDelegatedAdminAccount", Access.Look, Get),
        new("ListDelegatedAdminAccounts", Access.Look, List),
        new("DescribeOrganizationConfiguration", Access.Look, Describe),
        new("UpdateOrganizationConfiguration", Access.Change, Update),
    ];

    private void Enable(Call call, Utf8JsonWriter json)
    {
        organization.RequireManagement(call.Account);
        var account = AccountId.Parse(call.Text("delegatedAdminAccountId"));
        organization.Change(state => state.Delegated is null || state.Delegated == account
            ? state with { Delegated = account }
            : throw ApiException.Conflict($"Account {state.Delegated} is the delegated administrator already.", state.Delegated.ToString()!, "DelegatedAdmin"));
        accounts.Change(account, state => state.Enable(ScanKinds.All, call.At));
        json.WriteString("delegatedAdminAccountId", account.ToString());
    }

    // the members are on their own again because nobody administers them; they keep their settings
    private void Disable(Call call, Utf8JsonWriter json)
    {
        organization.RequireManagement(call.Account);
        var account = AccountId.Parse(call.Text("delegatedAdminAccountId"));
        organization.Change(state => state.Delegated == account
            ? state with { Delegated = null }
            : throw ApiException.NotFound($"Account {account} is not the delegated administrator."));
        foreach (var (member, _) in organization.Members(account).Where(one => one.State.IsAssociated).ToList())
        {
            organization.Disassociate(account, member, call.At);
        }

        json.WriteString("delegatedAdminAccountId", account.ToString());
    }

    private void Get(Call call, Utf8JsonWriter json)
    {
        var account = organization.State.Delegated ?? throw ApiException.NotFound("There is no delegated administrator.");
        json.WriteStartObject("delegatedAdmin");
        json.WriteString("accountId", account.ToString());
        json.WriteString("relationshipStatus", "ENABLED");
        json.WriteEndObject();
    }

    private void List(Call call, Utf8JsonWriter json)
    {
        organization.RequireManagement(call.Account);
        tokens.Read(call);
        json.WriteStartArray("delegatedAdminAccounts");
        if (organization.State.Delegated is { } account)
        {
            json.WriteStartObject();
            json.WriteString("accountId", account.ToString());
            json.WriteString("status", "ENABLED");
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private void Describe(Call call, Utf8JsonWriter json)
    {
        organization.RequireAdministrator(call.Account);
        WriteAutoEnable(json, organization.State);
        json.WriteBoolean("maxAccountLimitReached", organization.VisibleTo(call.Account).Count > Organization.MostMembers);
    }

    private void Update(Call call, Utf8JsonWriter json)
    {
        organization.RequireAdministrator(call.Account);
        var wanted = call.Input.GetProperty("autoEnable");
        var kinds = ScanKinds.All.Where(kind => wanted.OptionalFlag(ScanKinds.Members[kind]) == true).ToArray();
        if (kinds.Contains(ScanKind.LambdaCode) && !kinds.Contains(ScanKind.Lambda))
        {
            throw ApiException.Invalid("autoEnable.lambdaCode", "needs lambda");
        }

        WriteAutoEnable(json, organization.Change(state => state with { AutoEnable = [.. kinds] }));
    }

    private static void WriteAutoEnable(Utf8JsonWriter json, OrganizationState state)
    {
        json.WriteStartObject("autoEnable");
        foreach (var kind in ScanKinds.All)
        {
            json.WriteBoolean(ScanKinds.Members[kind], state.AutoEnable.Contains(kind));
        }

        json.WriteEndObject();
    }
}
