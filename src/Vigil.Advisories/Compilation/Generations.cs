using System.Collections.Immutable;
using Vigil.Advisories.Store;

namespace Vigil.Advisories.Compilation;

/// <summary>A directory of published generations: <c>&lt;content id&gt;.vgl</c> files that never change, and <c>current</c>, which names one of them.</summary>
/// <remarks>
/// Readers take no lock: they see the generation before or the one after, whole. Writers take turns by a lock file. A writer that dies at any time
/// leaves the last published generation in place; what it had begun is removed by the next one.
/// </remarks>
/// <param name="directory">Made by the first writer.</param>
public sealed class Generations(string directory)
{
    internal const string Extension = ".vgl";
    internal const string Pointer = "current";

    /// <summary>Tries of <see cref="TryOpenCurrent"/>; each failed one means that a whole generation was published meanwhile.</summary>
    private const int OpenAttempts = 5;

    /// <summary>The directory.</summary>
    public string Directory { get; } = directory;

    /// <summary>Content id of the current generation, or <see langword="null"/> before the first.</summary>
    /// <exception cref="StoreFormatException">The pointer names no generation.</exception>
    public string? CurrentId
    {
        get
        {
            string name;
            try
            {
                name = File.ReadAllText(Path.Combine(Directory, Pointer)).TrimEnd('\n');
            }
            catch (Exception ex) when (ex is FileNotFoundException or DirectoryNotFoundException)
            {
                return null;
            }

            return name.Length == 2 * StoreFormat.ContentIdLength && name.All(char.IsAsciiHexDigitLower)
                ? name
                : throw new StoreFormatException($"{Path.Combine(Directory, Pointer)} names no generation: run 'vigil db update'.");
        }
    }

    /// <summary>Content ids of all generations that are kept, the newest first.</summary>
    public ImmutableArray<string> List() => System.IO.Directory.Exists(Directory)
        ? [
            .. new DirectoryInfo(Directory).GetFiles("*" + Extension)
                .OrderByDescending(file => file.LastWriteTimeUtc)
                .ThenBy(file => file.Name, StringComparer.Ordinal)
                .Select(file => Path.GetFileNameWithoutExtension(file.Name)),
        ]
        : [];

    /// <summary>Opens the current generation.</summary>
    /// <returns><see langword="null"/> before the first is published.</returns>
    /// <exception cref="StoreFormatException">It is damaged.</exception>
    /// <exception cref="FileNotFoundException">The pointer names a file that is gone.</exception>
    public AdvisoryStore? TryOpenCurrent()
    {
        for (var attempt = 1; ; attempt++)
        {
            var id = CurrentId;
            try
            {
                return id is null ? null : Open(id);
            }
            catch (FileNotFoundException) when (attempt < OpenAttempts)
            {
                // published and cleaned up between the two reads
            }
        }
    }

    /// <summary>Opens a generation by its content id, for a finding that names it.</summary>
    /// <exception cref="FileNotFoundException">It is not kept any more.</exception>
    /// <exception cref="StoreFormatException">It is damaged.</exception>
    public AdvisoryStore Open(string contentId) => AdvisoryStore.Open(PathOf(contentId));

    /// <summary>Starts a new generation: takes the lock and removes what a writer that died left behind.</summary>
    /// <exception cref="PublishException">Another process is writing, or the directory cannot be written to.</exception>
    public GenerationWriter BeginWriting() => new(this);

    /// <summary>Where a generation lies, if it is kept.</summary>
    public string PathOf(string contentId) => Path.Combine(Directory, contentId + Extension);
}
