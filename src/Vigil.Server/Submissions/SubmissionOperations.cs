using System.Text.Json;
using Microsoft.Extensions.Options;
using Vigil.Domain.Coverage;
using Vigil.Domain.Packages;
using Vigil.Domain.Resources;
using Vigil.Server.Hosting;
using Vigil.Server.Wire;
using Vigil.Storage;

namespace Vigil.Server.Submissions;

/// <summary>Taking in what scanners found: the feed of <c>vigil scan … --submit</c>.</summary>
internal sealed class SubmissionOperations(StoredEstate estate, IOptions<ServerOptions> options) : IOperations
{
    public IEnumerable<OperationEntry> Entries => [new("SubmitInventory", Access.Submit, Submit) { NeedsEnablement = true }];

    private void Submit(Call call, Utf8JsonWriter json)
    {
        var inventory = Read(call.Input.GetProperty("inventory").GetBytesFromBase64());
        var resource = ResourceNaming.Of(call, call.Input.Member("resource"), inventory, options.Value.Region);
        var taken = estate.Submit(new Submission(resource, inventory)
        {
            ScanMode = resource.Type == ResourceType.AwsEc2Instance ? ScanMode.InspectorAgentBased : ScanMode.None,
            TakenAt = call.Input.OptionalTime("takenAt"),
        });
        Telemetry.PackagesSubmitted.Add(inventory.Packages.Count);
        json.WriteString("resourceId", resource.Id);
        json.WriteString("resourceType", ResourceTypes.Words[resource.Type]);
        json.WriteNumber("packages", inventory.Packages.Count);
        json.WriteBoolean("taken", taken == 1);
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
