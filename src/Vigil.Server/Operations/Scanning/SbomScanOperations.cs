using System.Text.Json;
using Vigil.Server.Advisories;
using Vigil.Server.Wire;

namespace Vigil.Server.Operations.Scanning;

/// <summary>The second service: judging a bill of materials that is posted.</summary>
internal sealed class SbomScanOperations(AdvisoryLibrary library) : IOperations
{
    public IEnumerable<OperationEntry> Entries => [new("ScanSbom", Access.Look, Scan)];

    private void Scan(Call call, Utf8JsonWriter json)
    {
        var scan = SbomScan.Of(call.Input.GetProperty("sbom"), library.Current, DateOnly.FromDateTime(call.At.UtcDateTime));
        json.WriteStartObject("sbom");
        if (call.Input.OptionalText("outputFormat") is "INSPECTOR" or "INSPECTOR_ALT")
        {
            InspectorAnswer.Write(json, scan);
        }
        else
        {
            CycloneDxAnswer.Write(json, scan, call.At);
        }

        json.WriteEndObject();
    }
}
