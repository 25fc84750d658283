using System.Text.Json;
using Vigil.Domain.Accounts;
using Vigil.Server.Model;
using Vigil.Server.Settings;
using Vigil.Server.Wire;

namespace Vigil.Server.Operations.Members;

/// <summary>The members of the calling administrator.</summary>
internal sealed class MemberOperations(Organization organization, PageTokens tokens) : IOperations
{
    private const int LongestPage = 50;

    public IEnumerable<OperationEntry> Entries =>
    [
        new("AssociateMember", Access.Change, Associate),
        new("DisassociateMember", Access.Change, Disassociate),
        new("GetMember", Access.Look, Get),
        new("ListMembers", Access.Look, List),
    ];

    private void Associate(Call call, Utf8JsonWriter json)
    {
        organization.RequireAdministrator(call.Account);
        var account = AccountId.Parse(call.Text("accountId"));
        if (account == call.Account)
        {
            throw ApiException.Invalid("accountId", "is the administrator itself");
        }

        if (organization.VisibleTo(call.Account).Count > Organization.MostMembers)
        {
            throw ApiException.QuotaExceeded($"An administrator has at most {Organization.MostMembers} members.", call.Account.ToString());
        }

        organization.Associate(call.Account, account, call.At);
        json.WriteString("accountId", account.ToString());
    }

    private void Disassociate(Call call, Utf8JsonWriter json)
    {
        organization.RequireAdministrator(call.Account);
        var account = AccountId.Parse(call.Text("accountId"));
        if (organization.MemberOf(call.Account, account) is not { IsAssociated: true })
        {
            throw ApiException.Invalid("accountId", "is no associated member");
        }

        organization.Disassociate(call.Account, account, call.At);
        json.WriteString("accountId", account.ToString());
    }

    private void Get(Call call, Utf8JsonWriter json)
    {
        organization.RequireAdministrator(call.Account);
        var account = AccountId.Parse(call.Text("accountId"));
        var member = organization.MemberOf(call.Account, account) ?? throw ApiException.NotFound($"Account {account} is no member.");
        json.WritePropertyName("member");
        Write(json, call.Account, account, member);
    }

    private void List(Call call, Utf8JsonWriter json)
    {
        organization.RequireAdministrator(call.Account);
        var onlyAssociated = call.Input.OptionalFlag("onlyAssociated") ?? true;
        var (page, next) = PageTokens.Page(
            organization.Members(call.Account, tokens.Read(call)).Where(one => one.State.IsAssociated || !onlyAssociated),
            one => one.Account.ToString(),
            after: "",
            call.Input.OptionalNumber("maxResults") ?? LongestPage);
        json.WriteStartArray("members");
        foreach (var (account, member) in page)
        {
            Write(json, call.Account, account, member);
        }

        json.WriteEndArray();
        tokens.Write(json, call, next);
    }

    private static void Write(Utf8JsonWriter json, AccountId administrator, AccountId account, MemberState member)
    {
        json.WriteStartObject();
        json.WriteString("accountId", account.ToString());
        json.WriteString("relationshipStatus", member.IsAssociated ? "ENABLED" : "REMOVED");
        json.WriteString("delegatedAdminAccountId", administrator.ToString());
        json.WriteTime("updatedAt", member.UpdatedAt);
        json.WriteEndObject();
    }
}
