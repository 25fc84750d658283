using Vigil.Cli.Output.Reports;
using Vigil.Domain.Packages;
using Vigil.Scanning.Sbom;

namespace Vigil.Cli.Output;

/// <summary>The forms of an inventory, one line each.</summary>
internal static class InventoryReports
{
    /// <summary>Bills of materials.</summary>
    public static IReadOnlyList<Report<Inventory>> Sboms { get; } =
        [.. SbomFormats.All.Select(format => new Report<Inventory>(format.Name, format.Description, (inventory, stream) => format.Write(new SbomDocument(inventory, TimeOf(inventory)), stream)))];

    /// <summary>All forms.</summary>
    public static IReadOnlyList<Report<Inventory>> All { get; } =
    [
        new("table", "for people", (inventory, stream) => new InventoryTable(Terminal.On(stream)).Write(inventory)),
        new("json", "for programs", (inventory, stream) => JsonOutput.Write(stream, json => InventoryJson.Write(json, inventory))),
        .. Sboms,
    ];

    // Bills of materials state a time. That of the image gives the same bytes for the same image; SOURCE_DATE_EPOCH is the convention of reproducible builds.
    private static DateTimeOffset TimeOf(Inventory inventory) => ReportTime.OfEnvironment ?? inventory.Artifact.Created ?? ReportTime.Now;
}
