using Vigil.Advisories.Compilation;
using Vigil.Advisories.Exploits;
using Vigil.Advisories.Shipped;
using Vigil.Advisories.Store;
using Vigil.Cli.Output;

namespace Vigil.Cli.Database;

/// <summary>The advisories that a command works with: the current generation, a named one, or before the first update the shipped set.</summary>
internal sealed class AdvisoryDatabase : IDisposable
{
    private AdvisoryDatabase(AdvisoryStore store, string directory, bool isShipped)
    {
        Store = store;
        Exploits = OpenExploits(directory);
        var asOf = isShipped ? new DateTimeOffset(ShippedSet.AsOf, TimeOnly.MinValue, TimeSpan.Zero) : store.AsOf ?? DateTimeOffset.UnixEpoch;
        Line = new DatabaseLine(isShipped, asOf, store.VulnerabilityCount, Exploits.Sources.IsEmpty ? "" : Exploits.ContentId);
    }

    /// <summary>The generation.</summary>
    public AdvisoryStore Store { get; }

    /// <summary>What is known of exploitation; empty before the first update.</summary>
    public ExploitTable Exploits { get; }

    /// <summary>What a result says of it.</summary>
    public DatabaseLine Line { get; }

    /// <summary>Opens the database at a path: a directory of generations, or one generation file.</summary>
    /// <exception cref="StoreFormatException">It is damaged, or the named file is none.</exception>
    public static AdvisoryDatabase Open(string path)
    {
        if (File.Exists(path))
        {
            return new AdvisoryDatabase(AdvisoryStore.Open(path), Path.GetDirectoryName(path) ?? "", isShipped: false);
        }

        return new Generations(path).TryOpenCurrent() is { } current
            ? new AdvisoryDatabase(current, path, isShipped: false)
            : new AdvisoryDatabase(ShippedGeneration.Compile(), path, isShipped: true);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Store.Dispose();
        Exploits.Dispose();
    }

    // it touches no verdict, so a damaged one is told and stops nothing
    private static ExploitTable OpenExploits(string directory)
    {
        try
        {
            return ExploitTable.OpenIn(directory);
        }
        catch (StoreFormatException ex)
        {
            Console.Error.WriteLine($"vigil: {ex.Message} Scores are given without what is known of exploitation.");
            return ExploitTable.Empty;
        }
    }
}
