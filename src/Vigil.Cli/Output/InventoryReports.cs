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

    // Bills of materials state a time, and the same artifact gives the same bytes: never the clock. What has no time of its own is of the first second there is.
    private static DateTimeOffset TimeOf(Inventory inventory) => ReportTime.OfEnvironment ?? inventory.Artifact.Created ?? DateTimeOffset.UnixEpoch;
}
