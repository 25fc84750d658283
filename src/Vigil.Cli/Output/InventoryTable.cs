using Spectre.Console;
using Vigil.Domain.Packages;

namespace Vigil.Cli.Output;

/// <summary>An inventory for people: one package a line, in columns as wide as what stands in them. No row is kept, since there may be a hundred thousand.</summary>
internal sealed class InventoryTable(IAnsiConsole console)
{
    private const int ShortDigest = 19, Gap = 2;
    private static readonly string[] Columns = ["PACKAGE", "VERSION", "ARCH", "SOURCE", "FOUND IN", "LAYER"];

    /// <summary>Writes the packages, then what could not be read.</summary>
    public void Write(Inventory inventory)
    {
        var widths = Array.ConvertAll(Columns, column => column.Length);
        foreach (var package in inventory.Packages)
        {
            var cells = Cells(package);
            for (var column = 0; column < widths.Length; column++)
            {
                widths[column] = Math.Max(widths[column], cells[column].Length);
            }
        }

        WriteLine(Columns, widths);
        foreach (var package in inventory.Packages)
        {
            WriteLine(Cells(package), widths);
        }

        console.WriteLine($"{inventory.Packages.Count} packages");
        DiagnosticLines.Write(console, inventory.Diagnostics);
    }

    private static string[] Cells(Package package)
    {
        var evidence = package.Evidence[0];
        return
        [
            SafeText.OneLine(package.Coordinate.Name),
            SafeText.OneLine(package.Coordinate.Version),
            SafeText.OneLine(package.Coordinate.Arch),
            SafeText.OneLine(package.Coordinate.SourceName),
            SafeText.OneLine(evidence.Path),
            evidence.LayerDiffId.Length > ShortDigest ? evidence.LayerDiffId[..ShortDigest] : evidence.LayerDiffId,
        ];
    }

    // past the renderer, which would keep the whole table; a terminal gets no line that is longer than it is wide
    private void WriteLine(string[] cells, int[] widths)
    {
        var line = string.Concat(cells.Zip(widths, (cell, width) => cell.PadRight(width + Gap))).TrimEnd();
        var room = console.Profile.Out.IsTerminal ? console.Profile.Width : int.MaxValue;
        console.Profile.Out.Writer.WriteLine(line.Length > room ? line[..(room - 1)] + "…" : line);
    }
}
