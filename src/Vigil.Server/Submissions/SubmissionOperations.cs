using System.Text.Json;
using Microsoft.Extensions.Options;
using Vigil.Domain.Packages;
using Vigil.Domain.Resources;
using Vigil.Scanning.Artifacts;
using Vigil.Scanning.Extraction;
using Vigil.Scanning.Sbom.Reading;
using Vigil.Server.Hosting;
using Vigil.Server.Hosts;
using Vigil.Server.Wire;
using Vigil.Storage;

namespace Vigil.Server.Submissions;

/// <summary>Taking in what scanners found (the feed of <c>vigil scan … --submit</c>), and bills of materials as they are.</summary>
internal sealed class SubmissionOperations(ScanIntake intake, HostRegister hosts, IOptions<ServerOptions> options) : IOperations
{
    public IEnumerable<OperationEntry> Entries =>
    [
        new("SubmitInventory", Access.Submit, SubmitInventory) { NeedsEnablement = true, IsForHosts = true },
        new("SubmitSbom", Access.Submit, SubmitSbom) { NeedsEnablement = true },
    ];

    private void SubmitInventory(Call call, Utf8JsonWriter json)
    {
        var bytes = call.Input.GetProperty("inventory").GetBytesFromBase64();
        var inventory = InventoryOf(bytes);
        var named = call.Input.Member("resource");
        if (call.Caller.Resource is not { } host)
        {
            Take(call, ResourceNaming.Of(call.Account, named, inventory, options.Value.Region), inventory, json);
        }
        else if (Take(call, hosts.ResourceOf(call, host, named, inventory), inventory, json))
        {
            hosts.Submitted(call, host, bytes, HostRegister.StatusBy(inventory));
        }
    }

    private void SubmitSbom(Call call, Utf8JsonWriter json)
    {
        var inventory = SbomOf(call.Input.GetProperty("sbom").GetBytesFromBase64());
        Take(call, ResourceNaming.Of(call.Account, call.Input.Member("resource"), inventory, options.Value.Region), inventory, json);
    }

    private bool Take(Call call, Resource resource, Inventory inventory, Utf8JsonWriter json)
    {
        var isTaken = intake.Take(new Submission(resource, inventory)
        {
            ScanMode = ResourceNaming.ModeOf(resource),
            Status = HostRegister.StatusBy(inventory),
            TakenAt = call.Input.OptionalTime("takenAt"),
        });
        Write(json, resource, inventory, isTaken);
        return isTaken;
    }

    /// <summary>Writes what became of a submission.</summary>
    internal static void Write(Utf8JsonWriter json, Resource resource, Inventory inventory, bool isTaken)
    {
        json.WriteString("resourceId", resource.Id);
        json.WriteString("resourceType", ResourceTypes.Words[resource.Type]);
        json.WriteNumber("packages", inventory.Packages.Count);
        json.WriteBoolean("taken", isTaken);
    }

    private static Inventory InventoryOf(byte[] bytes)
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

    private static Inventory SbomOf(byte[] bytes)
    {
        try
        {
            return SbomReader.Read("sbom", bytes, ScanLimits.Default);
        }
        catch (ArtifactException fault)
        {
            throw ApiException.Invalid("sbom", $"is none: {fault.Message}");
        }
    }
}
