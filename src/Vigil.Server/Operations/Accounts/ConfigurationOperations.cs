using System.Text.Json;
using Vigil.Domain.Accounts;
using Vigil.Server.Model;
using Vigil.Server.Settings;
using Vigil.Server.Wire;

namespace Vigil.Server.Operations.Accounts;

/// <summary>How machines and images are scanned. In an organisation the administrator says so for all.</summary>
internal sealed class ConfigurationOperations(AccountSettings accounts, Organization organization) : IOperations
{
    public IEnumerable<OperationEntry> Entries =>
    [
        new("GetConfiguration", Access.Look, Get),
        new("UpdateConfiguration", Access.Change, Update),
    ];

    private void Get(Call call, Utf8JsonWriter json)
    {
        var account = AccountOf(call);
        var state = accounts.Of(organization.AdministratorOf(account) ?? account);
        json.WriteStartObject("ecrConfiguration");
        json.WriteStartObject("rescanDurationState");
        json.WriteString("rescanDuration", state.EcrRescanDuration);
        json.WriteString("status", "SUCCESS");
        json.WriteTime("updatedAt", state.EcrChangedAt);
        json.WriteString("pullDateRescanDuration", state.EcrPullDateRescanDuration);
        json.WriteString("pullDateRescanMode", state.EcrPullDateRescanMode);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteStartObject("ec2Configuration");
        json.WriteStartObject("scanModeState");
        json.WriteString("scanMode", state.Ec2ScanMode);
        json.WriteString("scanModeStatus", "SUCCESS");
        json.WriteEndObject();
        json.WriteStartObject("vmScannerState");
        json.WriteBoolean("activated", state.VmScannerSince is not null);
        json.WriteTime("activatedAt", state.VmScannerSince);
        json.WriteString("status", "SUCCESS");
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private void Update(Call call, Utf8JsonWriter json)
    {
        var account = AccountOf(call);
        if (organization.AdministratorOf(call.Account) is { } administrator)
        {
            throw ApiException.AccessDenied($"The delegated administrator {administrator} configures scans for account {account}.");
        }

        var (ecr, ec2) = (call.Input.Member("ecrConfiguration"), call.Input.Member("ec2Configuration"));
        if (ecr is null && ec2 is null && call.Input.Member("updateConfigurationInheritance") is null)
        {
            throw ApiException.Invalid("ecrConfiguration", "or ec2Configuration must be given");
        }

        accounts.Change(account, state => WithEc2(WithEcr(state, ecr, call.At), ec2, call.At));
    }

    private AccountId AccountOf(Call call)
    {
        if (call.Input.OptionalText("accountId") is not { } text)
        {
            return call.Account;
        }

        return AccountId.TryParse(text, out var account) && organization.IsVisible(call.Account, account)
            ? account
            : throw ApiException.NotFound($"Account {text} is not a member of the calling account.");
    }

    private static AccountState WithEcr(AccountState state, JsonElement? ecr, DateTimeOffset now) => ecr is not { } wanted ? state : state with
    {
        EcrRescanDuration = wanted.GetProperty("rescanDuration").GetString()!,
        EcrPullDateRescanDuration = wanted.OptionalText("pullDateRescanDuration") ?? state.EcrPullDateRescanDuration,
        EcrPullDateRescanMode = wanted.OptionalText("pullDateRescanMode") ?? state.EcrPullDateRescanMode,
        EcrChangedAt = now,
    };

    private static AccountState WithEc2(AccountState state, JsonElement? ec2, DateTimeOffset now) => ec2 is not { } wanted ? state : state with
    {
        Ec2ScanMode = wanted.GetProperty("scanMode").GetString()!,
        VmScannerSince = wanted.OptionalFlag("activateVMScanner") switch
        {
            true => state.VmScannerSince ?? now,
            false => null,
            null => state.VmScannerSince,
        },
    };
}
