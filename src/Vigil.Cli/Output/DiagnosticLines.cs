using Spectre.Console;
using Vigil.Domain;
using Vigil.Domain.Diagnostics;

namespace Vigil.Cli.Output;

/// <summary>What could not be read, for people.</summary>
internal static class DiagnosticLines
{
    private const int MaxRows = 10;

    /// <summary>Writes the first few; nothing when there are none.</summary>
    public static void Write(IAnsiConsole console, EquatableArray<Diagnostic> diagnostics)
    {
        if (diagnostics.IsEmpty)
        {
            return;
        }

        console.MarkupLine($"[yellow]Partial result:[/] {diagnostics.Count} {(diagnostics.Count == 1 ? "place" : "places")} could not be read, so packages may be missing");
        foreach (var diagnostic in diagnostics.Items.Take(MaxRows))
        {
            // past the console, which would break a long line also in a pipe, where grep reads it
            console.Profile.Out.Writer.WriteLine($"  {diagnostic.Code} {SafeText.OneLine(diagnostic.Subject)}: {SafeText.OneLine(diagnostic.Message)}");
        }

        if (diagnostics.Count > MaxRows)
        {
            console.WriteLine($"  … and {diagnostics.Count - MaxRows} more; --format json lists all");
        }
    }
}
