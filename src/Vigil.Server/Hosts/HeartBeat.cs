using System.Text.Json;
using Microsoft.Extensions.Options;
using Vigil.Domain.Coverage;
using Vigil.Server.Settings;
using Vigil.Server.Wire;

namespace Vigil.Server.Hosts;

/// <summary>What an agent says between inventories: that it lives, and which inventory it has. The answer tells what is wanted of it.</summary>
internal sealed class HeartBeat(HostRegister hosts, AccountSettings accounts, Organization organization, IOptions<SilenceOptions> options) : IOperations
{
    public IEnumerable<OperationEntry> Entries => [new("ReportHost", Access.Submit, Report) { NeedsEnablement = true, IsForHosts = true }];

    private void Report(Call call, Utf8JsonWriter json)
    {
        var id = call.Caller.Resource ?? throw ApiException.BadRequest("Only the key of an enrolled host reports for one.");
        var host = hosts.Change(call.Account, id, host => host with { LastSeenAt = call.At, AgentVersion = call.Input.OptionalText("agentVersion") ?? host.AgentVersion });
        var isKnown = host.InventoryDigest.Length > 0 && call.Input.OptionalText("inventoryDigest") == host.InventoryDigest;
        var settings = accounts.Of(call.Account);
        json.WriteBoolean("inventoryWanted", IsInventoryWanted(call, id, host, isKnown));
        json.WriteBoolean("deepInspection", settings.LooksDeeply);
        json.WriteTextList("packagePaths", settings.PackagePaths.Concat(accounts.Of(organization.AdministratorOf(call.Account) ?? call.Account).OrgPackagePaths).Distinct());
        json.WriteNumber("reportSeconds", options.Value.ReportSeconds);
    }

    private bool IsInventoryWanted(Call call, string id, EnrolledHost host, bool isKnown)
    {
        switch (hosts.StatusOf(call.Account, id))
        {
            case ScanStatusReason.ExcludedByTag:
                return false;
            case ScanStatusReason.StaleInventory when isKnown:
                hosts.SetStatus(call.Account, id, host.InventoryStatus);
                return false;
            case { } reason when CoverageWords.IsActive(reason):
                return !isKnown;
            default:
                return true;
        }
    }
}
