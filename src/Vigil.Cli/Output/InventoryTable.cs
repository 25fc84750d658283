using Spectre.Console;
using Vigil.Domain.Packages;

namespace Vigil.Cli.Output;

/// <summary>An inventory for people: one package a line.</summary>
internal sealed class InventoryTable(IAnsiConsole console)
{
    private const int ShortDigest = 19;

    /// <summary>Writes the packages, then what could not be read.</summary>
    public void Write(Inventory inventory)
    {
        var table = new Table().NoBorder();
        string[] columns = ["PACKAGE", "VERSION", "ARCH", "SOURCE", "FOUND IN", "LAYER"];
        foreach (var column in columns)
        {
            table.AddColumn(new TableColumn(column).NoWrap());
        }

        foreach (var package in inventory.Packages)
        {
            var evidence = package.Evidence[0];
            table.AddRow(
                Cell(package.Coordinate.Name),
                Cell(package.Coordinate.Version),
                Cell(package.Coordinate.Arch),
                Cell(package.Coordinate.SourceName),
                Cell(evidence.Path),
                Cell(evidence.LayerDiffId.Length > ShortDigest ? evidence.LayerDiffId[..ShortDigest] : evidence.LayerDiffId));
        }

        console.Write(table);
        console.WriteLine($"{inventory.Packages.Count} packages");
        DiagnosticLines.Write(console, inventory.Diagnostics);
    }

    private static Text Cell(string text) => new(SafeText.OneLine(text));
}
