using System.Text;
using Spectre.Console;
using Vigil.Domain.Packages;

namespace Vigil.Cli.Output;

/// <summary>An inventory for people: one package a line, in columns as wide as what stands in them. No row is kept, since there may be a hundred thousand.</summary>
internal sealed class InventoryTable(IAnsiConsole console)
{
    private const int ShortDigest = 19, Gap = 2;
    private static readonly string[] Columns = ["PACKAGE", "VERSION", "ARCH", "SOURCE", "FOUND IN", "LAYER"];

    private readonly StringBuilder _line = new();

    /// <summary>Writes the packages, then what could not be read.</summary>
    public void Write(Inventory inventory)
    {
        var widths = Array.ConvertAll(Columns, column => column.Length);
        foreach (var package in inventory.Packages)
        {
            for (var column = 0; column < widths.Length; column++)
            {
                widths[column] = Math.Max(widths[column], Cell(package, column).Length);
            }
        }

        for (var column = 0; column < widths.Length; column++)
        {
            Append(Columns[column], widths[column]);
        }

        EndLine();
        foreach (var package in inventory.Packages)
        {
            for (var column = 0; column < widths.Length; column++)
            {
                Append(Cell(package, column), widths[column]);
            }

            EndLine();
        }

        console.WriteLine($"{inventory.Packages.Count} packages");
        DiagnosticLines.Write(console, inventory.Diagnostics);
    }

    private static ReadOnlySpan<char> Cell(Package package, int column)
    {
        var text = column switch
        {
            0 => package.Coordinate.Name,
            1 => package.Coordinate.Version,
            2 => package.Coordinate.Arch,
            3 => package.Coordinate.SourceName,
            4 => package.Evidence[0].Path,
            _ => package.Evidence[0].LayerDiffId,
        };
        return column == Columns.Length - 1 ? text.AsSpan(0, Math.Min(text.Length, ShortDigest)) : text;
    }

    // as in SafeText, no control character reaches the terminal
    private void Append(ReadOnlySpan<char> cell, int width)
    {
        foreach (var character in cell)
        {
            _line.Append(char.IsControl(character) ? ' ' : character);
        }

        _line.Append(' ', width + Gap - cell.Length);
    }

    // past the renderer, which would keep the whole table; a terminal gets no line that is longer than it is wide
    private void EndLine()
    {
        while (_line.Length > 0 && _line[^1] == ' ')
        {
            _line.Length--;
        }

        if (console.Profile.Out.IsTerminal && _line.Length > console.Profile.Width)
        {
            _line.Length = console.Profile.Width - 1;
            _line.Append('…');
        }

        foreach (var piece in _line.Append('\n').GetChunks())
        {
            console.Profile.Out.Writer.Write(piece.Span);
        }

        _line.Clear();
    }
}
