using System.CommandLine;

namespace Vigil.Cli.Output;

/// <summary>In which form a result is written.</summary>
internal enum Format
{
    /// <summary>For people.</summary>
    Table,

    /// <summary>For programs; described in <c>docs/formats/scan-json.md</c>.</summary>
    Json,
}

/// <summary>The option that chooses a form.</summary>
internal static class OutputFormat
{
    /// <summary>Makes <c>--format</c>.</summary>
    public static Option<Format> Option() => new("--format", "-f") { Description = "table for people, json for programs", HelpName = "table|json" };
}
