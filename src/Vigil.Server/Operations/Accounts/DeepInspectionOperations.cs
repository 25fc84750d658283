using System.Collections.Immutable;
using System.Text.Json;
using Vigil.Domain.Accounts;
using Vigil.Server.Settings;
using Vigil.Server.Wire;

namespace Vigil.Server.Operations.Accounts;

/// <summary>Whether and where language packages of machines are looked for.</summary>
internal sealed class DeepInspectionOperations(AccountSettings accounts, Organization organization) : IOperations
{
    public IEnumerable<OperationEntry> Entries =>
    [
        new("GetEc2DeepInspectionConfiguration", Access.Look, (call, json) => Write(json, call.Account)) { NeedsEnablement = true },
        new("UpdateEc2DeepInspectionConfiguration", Access.Change, Update) { NeedsEnablement = true },
        new("UpdateOrgEc2DeepInspectionConfiguration", Access.Change, UpdateOrganization) { NeedsEnablement = true },
        new("BatchGetMemberEc2DeepInspectionStatus", Access.Look, GetMembers) { NeedsEnablement = true },
        new("BatchUpdateMemberEc2DeepInspectionStatus", Access.Change, UpdateMembers) { NeedsEnablement = true },
    ];

    private void Update(Call call, Utf8JsonWriter json)
    {
        var isActive = call.Input.OptionalFlag("activateDeepInspection");
        if (isActive is not null && organization.AdministratorOf(call.Account) is { } administrator)
        {
            throw ApiException.AccessDenied($"The delegated administrator {administrator} activates deep inspection for account {call.Account}.");
        }

        var paths = call.Input.Member("packagePaths") is null ? (ImmutableArray<string>?)null : [.. call.Input.Texts("packagePaths").Distinct()];
        accounts.Change(call.Account, state => state with
        {
            DeepInspection = isActive ?? state.DeepInspection,
            PackagePaths = paths ?? state.PackagePaths,
        });
        Write(json, call.Account);
    }

    private void UpdateOrganization(Call call, Utf8JsonWriter json)
    {
        organization.RequireAdministrator(call.Account);
        accounts.Change(call.Account, state => state with { OrgPackagePaths = [.. call.Input.Texts("orgPackagePaths").Distinct()] });
    }

    private void GetMembers(Call call, Utf8JsonWriter json)
    {
        organization.RequireAdministrator(call.Account);
        var named = call.Input.Texts("accountIds").Select(id => AccountId.Parse(id)).Distinct().ToList();
        WriteMembers(json, call.Account, named.Count > 0 ? named : organization.VisibleTo(call.Account));
    }

    private void UpdateMembers(Call call, Utf8JsonWriter json)
    {
        organization.RequireAdministrator(call.Account);
        var wanted = call.Input.Items("accountIds")
            .Select(one => (Account: AccountId.Parse(one.GetProperty("accountId").GetString()), IsActive: one.GetProperty("activateDeepInspection").GetBoolean()))
            .ToList();
        foreach (var (account, isActive) in wanted.Where(one => organization.IsVisible(call.Account, one.Account)))
        {
            accounts.Change(account, state => state with { DeepInspection = isActive });
        }

        WriteMembers(json, call.Account, [.. wanted.Select(one => one.Account).Distinct()]);
    }

    private void Write(Utf8JsonWriter json, AccountId account)
    {
        var state = accounts.Of(account);
        json.WriteTextList("packagePaths", state.PackagePaths);
        json.WriteTextList("orgPackagePaths", accounts.Of(organization.AdministratorOf(account) ?? account).OrgPackagePaths);
        json.WriteString("status", StatusOf(state));
    }

    private void WriteMembers(Utf8JsonWriter json, AccountId administrator, IReadOnlyList<AccountId> named)
    {
        json.WriteStartArray("accountIds");
        foreach (var account in named.Where(account => organization.IsVisible(administrator, account)))
        {
            json.WriteStartObject();
            json.WriteString("accountId", account.ToString());
            json.WriteString("status", StatusOf(accounts.Of(account)));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("failedAccountIds");
        foreach (var account in named.Where(account => !organization.IsVisible(administrator, account)))
        {
            json.WriteStartObject();
            json.WriteString("accountId", account.ToString());
            json.WriteString("errorMessage", $"Account {account} is not a member of the calling account.");
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static string StatusOf(AccountState state) =>
        state.LooksDeeply ? "ACTIVATED" : "DEACTIVATED";
}
