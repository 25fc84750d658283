using System.Collections.Immutable;
using Vigil.Domain.Diagnostics;
using Vigil.Reachability;
using Vigil.Reachability.Snapshots;

namespace Vigil.Cli.Commands.Reach;

/// <summary>Opens the snapshot that a command names.</summary>
internal static class SnapshotFile
{
    public const string Description = "A JSON file with the lists of the Describe* responses, a directory of such files, or - for standard input";

    /// <summary>Reads a file, all <c>*.json</c> of a directory, or standard input.</summary>
    /// <exception cref="FormatException">It cannot be opened.</exception>
    public static Snapshot Read(string path)
    {
        try
        {
            return Snapshot.Read(path == "-" ? [("standard input", ReadInput())] : FilesOf(path).Select(file => (Path.GetFileName(file), (ReadOnlyMemory<byte>)File.ReadAllBytes(file))));
        }
        catch (Exception ex) when (ex is IOException or UnauthorizedAccessException)
        {
            throw new FormatException($"the snapshot {path} cannot be read: {ex.Message}", ex);
        }
    }

    /// <summary>What a result tells the caller: missing components are part of an answer, what could not be read is not.</summary>
    public static int ExitCodeOf(ImmutableArray<Diagnostic> diagnostics) =>
        diagnostics.Any(diagnostic => diagnostic.Code == ReachabilityCodes.SnapshotBroken || diagnostic.Code == ReachabilityCodes.ComponentUnreadable
            || diagnostic.Code == ReachabilityCodes.LimitReached) ? ExitCode.Partial : ExitCode.Success;

    private static IEnumerable<string> FilesOf(string path) =>
        !Directory.Exists(path) ? [path]
        : Directory.GetFiles(path, "*.json") is [_, ..] files ? files.Order(StringComparer.Ordinal)
        : throw new FormatException($"the directory {path} holds no *.json");

    private static ReadOnlyMemory<byte> ReadInput()
    {
        using var input = Console.OpenStandardInput();
        using var buffer = new MemoryStream();
        input.CopyTo(buffer);
        return buffer.ToArray();
    }
}
