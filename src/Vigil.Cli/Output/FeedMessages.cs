using Vigil.Domain.Diagnostics;

namespace Vigil.Cli.Output;

/// <summary>What feeds could not give, on standard error.</summary>
internal static class FeedMessages
{
    // a publisher may have thousands of entries that say nothing usable; their number is in the table of sources
    private const int MaxLines = 20;

    /// <summary>Writes the first few, and how many more there are.</summary>
    public static void Write(IReadOnlyList<Diagnostic> diagnostics)
    {
        foreach (var diagnostic in diagnostics.Take(MaxLines))
        {
            Console.Error.WriteLine($"{diagnostic.Code} {SafeText.OneLine(diagnostic.Subject)}: {SafeText.OneLine(diagnostic.Message)}");
        }

        if (diagnostics.Count > MaxLines)
        {
            Console.Error.WriteLine($"… and {diagnostics.Count - MaxLines} more statements that could not be used");
        }
    }
}
