using System.Text.Json;
using Vigil.Domain.Accounts;
using Vigil.Server.Settings;
using Vigil.Server.Wire;

namespace Vigil.Server.Operations.Accounts;

/// <summary>Switching types of scan on and off, and what is on.</summary>
internal sealed class EnablementOperations(AccountSettings accounts, Organization organization, ScanSwitch scans) : IOperations
{
    public IEnumerable<OperationEntry> Entries =>
    [
        new("Enable", Access.Change, Enable),
        new("Disable", Access.Change, Disable),
        new("BatchGetAccountStatus", Access.Look, BatchGetStatus),
    ];

    private void Enable(Call call, Utf8JsonWriter json)
    {
        var kinds = KindsOf(call);
        ForEachAccount(call, json, account =>
        {
            if (kinds.Contains(ScanKind.LambdaCode) && !kinds.Contains(ScanKind.Lambda) && !accounts.Of(account).Enabled.ContainsKey(ScanKind.Lambda))
            {
                throw ApiException.Invalid("resourceTypes", "LAMBDA_CODE needs LAMBDA");
            }

            return accounts.Change(account, state => state.Enable(kinds, call.At));
        });
    }

    private void Disable(Call call, Utf8JsonWriter json)
    {
        var asked = KindsOf(call);
        IReadOnlyList<ScanKind> kinds = asked.Count == 0 ? ScanKinds.All : asked.Contains(ScanKind.Lambda) ? [.. asked, ScanKind.LambdaCode] : asked;
        if (AccountsOf(call).Contains(call.Account) && organization.AdministratorOf(call.Account) is not null)
        {
            throw ApiException.AccessDenied($"Member account {call.Account} is not authorized to disable itself; its delegated administrator is.");
        }

        ForEachAccount(call, json, account =>
        {
            var members = account == call.Account ? organization.VisibleTo(account).Count - 1 : 0;
            if (members > 0 && asked.Count == 0)
            {
                throw new AccountFailure("DISASSOCIATE_ALL_MEMBERS", $"Account {account} administers {members} members: disassociate them first.");
            }

            var state = accounts.Change(account, state => state.Disable(kinds));
            scans.Disable(account, kinds, call.Cancellation);
            return state;
        });
    }

    private void BatchGetStatus(Call call, Utf8JsonWriter json)
    {
        var failed = new List<(AccountId, AccountFailure)>();
        json.WriteStartArray("accounts");
        foreach (var account in AccountsOf(call))
        {
            if (!organization.IsVisible(call.Account, account))
            {
                failed.Add((account, NotVisible(account)));
                continue;
            }

            var state = accounts.Of(account);
            json.WriteStartObject();
            json.WriteString("accountId", account.ToString());
            WriteState(json, "state", state.IsEnabled);
            json.WriteStartObject("resourceState");
            foreach (var kind in ScanKinds.All)
            {
                WriteState(json, ScanKinds.Members[kind], state.Enabled.ContainsKey(kind));
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        WriteFailed(json, failed);
    }

    private void ForEachAccount(Call call, Utf8JsonWriter json, Func<AccountId, AccountState> change)
    {
        var failed = new List<(AccountId, AccountFailure)>();
        json.WriteStartArray("accounts");
        foreach (var account in AccountsOf(call))
        {
            try
            {
                var state = organization.IsVisible(call.Account, account) ? change(account) : throw NotVisible(account);
                WriteAccount(json, account, state);
            }
            catch (AccountFailure failure)
            {
                failed.Add((account, failure));
            }
        }

        json.WriteEndArray();
        WriteFailed(json, failed);
    }

    private static IReadOnlyList<ScanKind> KindsOf(Call call) => [.. call.Input.Texts("resourceTypes").Select(ScanKinds.Parse).Distinct()];

    private static AccountId[] AccountsOf(Call call)
    {
        AccountId[] named = [.. call.Input.Texts("accountIds").Select(id => AccountId.Parse(id)).Distinct()];
        return named.Length > 0 ? named : [call.Account];
    }

    private static AccountFailure NotVisible(AccountId account) => new("ACCESS_DENIED", $"Account {account} is not a member of the calling account.");

    private static void WriteAccount(Utf8JsonWriter json, AccountId account, AccountState state)
    {
        json.WriteStartObject();
        json.WriteString("accountId", account.ToString());
        json.WriteString("status", StatusOf(state.IsEnabled));
        json.WriteStartObject("resourceStatus");
        foreach (var kind in ScanKinds.All)
        {
            json.WriteString(ScanKinds.Members[kind], StatusOf(state.Enabled.ContainsKey(kind)));
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    // the model requires a code and a message also where nothing is wrong
    private static void WriteState(Utf8JsonWriter json, string name, bool isEnabled)
    {
        json.WriteStartObject(name);
        json.WriteString("status", StatusOf(isEnabled));
        json.WriteString("errorCode", isEnabled ? "ALREADY_ENABLED" : "RESOURCE_NOT_FOUND");
        json.WriteString("errorMessage", isEnabled ? "Scanning is enabled." : "Scanning is not enabled.");
        json.WriteEndObject();
    }

    private static string StatusOf(bool isEnabled) => isEnabled ? "ENABLED" : "DISABLED";

    private static void WriteFailed(Utf8JsonWriter json, List<(AccountId Account, AccountFailure Failure)> failed)
    {
        json.WriteStartArray("failedAccounts");
        foreach (var (account, failure) in failed)
        {
            json.WriteStartObject();
            json.WriteString("accountId", account.ToString());
            json.WriteString("errorCode", failure.Code);
            json.WriteString("errorMessage", failure.Message);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>Why one of several accounts was not done.</summary>
    private sealed class AccountFailure(string code, string message) : Exception(message)
    {
        public string Code { get; } = code;
    }
}
