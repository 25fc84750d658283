using System.Text.Json;
using Vigil.Domain.Accounts;
using Vigil.Server.Model;
using Vigil.Server.Settings;
using Vigil.Server.Wire;

namespace Vigil.Server.Operations.Accounts;

/// <summary>The free trial of each type of scan: fifteen days from when it was switched on. Nothing costs anything afterwards either.</summary>
internal sealed class FreeTrialOperations(AccountSettings accounts, Organization organization) : IOperations
{
    private static readonly TimeSpan Trial = TimeSpan.FromDays(15);

    public IEnumerable<OperationEntry> Entries => [new("BatchGetFreeTrialInfo", Access.Look, Get)];

    private void Get(Call call, Utf8JsonWriter json)
    {
        var named = call.Input.Texts("accountIds").Distinct().ToList();
        json.WriteStartArray("accounts");
        foreach (var text in named.Where(text => IsVisible(call, text)))
        {
            json.WriteStartObject();
            json.WriteString("accountId", text);
            json.WriteStartArray("freeTrialInfo");
            foreach (var (kind, since) in accounts.Of(AccountId.Parse(text)).Enabled)
            {
                json.WriteStartObject();
                json.WriteString("type", ScanKinds.Words[kind]);
                json.WriteTime("start", since);
                json.WriteTime("end", since + Trial);
                json.WriteString("status", call.At < since + Trial ? "ACTIVE" : "INACTIVE");
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("failedAccounts");
        foreach (var text in named.Where(text => !IsVisible(call, text)))
        {
            json.WriteStartObject();
            json.WriteString("accountId", text);
            json.WriteString("code", "ACCESS_DENIED");
            json.WriteString("message", $"Account {text} is not a member of the calling account.");
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private bool IsVisible(Call call, string text) => AccountId.TryParse(text, out var account) && organization.IsVisible(call.Account, account);
}
