using System.Text.Json;
using Microsoft.Extensions.Options;
using Vigil.Domain.Coverage;
using Vigil.Domain.Packages;
using Vigil.Domain.Resources;
using Vigil.Server.Hosting;
using Vigil.Server.Hosts;
using Vigil.Server.Wire;
using Vigil.Storage;

namespace Vigil.Server.Submissions;

/// <summary>Taking in what scanners found: the feed of <c>vigil scan … --submit</c>.</summary>
internal sealed class SubmissionOperations(StoredEstate estate, ResourceRegister resources, HostRegister hosts, IOptions<ServerOptions> options) : IOperations
{
    public IEnumerable<OperationEntry> Entries => [new("SubmitInventory", Access.Submit, Submit) { NeedsEnablement = true, IsForHosts = true }];

    private void Submit(Call call, Utf8JsonWriter json)
    {
        var bytes = call.Input.GetProperty("inventory").GetBytesFromBase64();
        var inventory = Read(bytes);
        var named = call.Input.Member("resource");
        var resource = call.Caller.Resource is { } host
            ? hosts.ResourceOf(call, host, named, inventory)
            : ResourceNaming.Of(call, named, inventory, options.Value.Region);
        var isTaken = Take(resource, inventory, call.Input.OptionalTime("takenAt"));
        if (isTaken && call.Caller.Resource is { } bound)
        {
            hosts.Submitted(call, bound, bytes);
        }

        Telemetry.PackagesSubmitted.Add(inventory.Packages.Count);
        json.WriteString("resourceId", resource.Id);
        json.WriteString("resourceType", ResourceTypes.Words[resource.Type]);
        json.WriteNumber("packages", inventory.Packages.Count);
        json.WriteBoolean("taken", isTaken);
    }

    private bool Take(Resource resource, Inventory inventory, DateTimeOffset? takenAt)
    {
        var mode = resource.Type == ResourceType.AwsEc2Instance ? ScanMode.InspectorAgentBased : ScanMode.None;
        if (ExclusionTag.Excludes(resource))
        {
            resources.Put(resource, ScanType.Package, ScanStatusReason.ExcludedByTag, mode);
            return false;
        }

        return estate.Submit(new Submission(resource, inventory) { ScanMode = mode, TakenAt = takenAt }) == 1;
    }

    private static Inventory Read(byte[] bytes)
    {
        try
        {
            return InventoryDecoder.Decode(bytes);
        }
        catch (FormatException fault)
        {
            throw ApiException.Invalid("inventory", $"is none: {fault.Message}");
        }
    }
}
