using System.Text;
using System.Text.Json;
using Vigil.Domain.Packages;
using Vigil.Scanning.Artifacts;
using Vigil.Scanning.Extraction;
using Vigil.Scanning.Matching;
using Vigil.Scanning.Sbom.Inspector;
using Vigil.Scanning.Sbom.Reading;
using Vigil.Server.Advisories;
using Vigil.Server.Wire;

namespace Vigil.Server.Operations.Scanning;

/// <summary>The second service: judging a bill of materials that is posted. Nothing of it is kept.</summary>
internal sealed class SbomScanOperations(AdvisoryLibrary library) : IOperations
{
    public IEnumerable<OperationEntry> Entries => [new("ScanSbom", Access.Look, Scan)];

    private void Scan(Call call, Utf8JsonWriter json)
    {
        var document = call.Input.GetProperty("sbom");
        var components = PostedBill.Components(document);
        var edition = library.Current;
        var result = new InventoryMatcher(edition.Store, edition.Exploits).Match(InventoryOf(document), DateOnly.FromDateTime(call.At.UtcDateTime));
        var bill = ScannedBill.Of(result, components, call.At);
        json.WritePropertyName("sbom");
        if (call.Input.OptionalText("outputFormat") is "INSPECTOR" or "INSPECTOR_ALT")
        {
            new ScanSbomFindings(json, edition.Store).Write(bill);
        }
        else
        {
            new ScanSbomCycloneDx(json, edition.Store).Write(bill);
        }
    }

    private static Inventory InventoryOf(JsonElement document)
    {
        try
        {
            return SbomReader.Read("sbom", Encoding.UTF8.GetBytes(document.GetRawText()), ScanLimits.Default);
        }
        catch (ArtifactException fault)
        {
            throw ApiException.CannotParse(fault.Message);
        }
    }
}
