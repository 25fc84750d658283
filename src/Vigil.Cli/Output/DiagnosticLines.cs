using Spectre.Console;
using Vigil.Domain;
using Vigil.Domain.Diagnostics;

namespace Vigil.Cli.Output;

/// <summary>What could not be read, for people.</summary>
internal static class DiagnosticLines
{
    private const int MaxRows = 10;

    /// <summary>Writes the first few of what makes a result partial, then of what is only worth knowing; nothing when there are none.</summary>
    public static void Write(IAnsiConsole console, EquatableArray<Diagnostic> diagnostics)
    {
        var (notices, losses) = (diagnostics.Items.Where(IsNotice).ToList(), diagnostics.Items.Where(diagnostic => !IsNotice(diagnostic)).ToList());
        if (losses.Count > 0)
        {
            console.MarkupLine($"[yellow]Partial result:[/] {losses.Count} {(losses.Count == 1 ? "place" : "places")} could not be read, so packages may be missing");
            WriteRows(console, losses);
        }

        if (notices.Count > 0)
        {
            console.WriteLine("Worth knowing:");
            WriteRows(console, notices);
        }
    }

    private static bool IsNotice(Diagnostic diagnostic) => diagnostic.Code.IsNotice;

    private static void WriteRows(IAnsiConsole console, List<Diagnostic> diagnostics)
    {
        foreach (var diagnostic in diagnostics.Take(MaxRows))
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
