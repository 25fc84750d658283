using Vigil.Advisories.Compilation;
using Vigil.Advisories.Shipped;
using Vigil.Advisories.Store;
using Vigil.Cli.Output;

namespace Vigil.Cli.Database;

/// <summary>The advisories that a command works with: the current generation, a named one, or before the first update the shipped set.</summary>
internal sealed class AdvisoryDatabase : IDisposable
{
    private AdvisoryDatabase(AdvisoryStore store, bool isShipped)
    {
        Store = store;
        var asOf = isShipped ? new DateTimeOffset(ShippedSet.AsOf, TimeOnly.MinValue, TimeSpan.Zero) : store.AsOf ?? DateTimeOffset.UnixEpoch;
        Line = new DatabaseLine(isShipped, asOf, store.VulnerabilityCount);
    }

    /// <summary>The generation.</summary>
    public AdvisoryStore Store { get; }

    /// <summary>What a result says of it.</summary>
    public DatabaseLine Line { get; }

    /// <summary>Opens the database at a path: a directory of generations, or one generation file.</summary>
    /// <exception cref="StoreFormatException">It is damaged, or the named file is none.</exception>
    public static AdvisoryDatabase Open(string path)
    {
        if (File.Exists(path))
        {
            return new AdvisoryDatabase(AdvisoryStore.Open(path), isShipped: false);
        }

        return new Generations(path).TryOpenCurrent() is { } current
            ? new AdvisoryDatabase(current, isShipped: false)
            : new AdvisoryDatabase(ShippedGeneration.Compile(), isShipped: true);
    }

    /// <inheritdoc/>
    public void Dispose() => Store.Dispose();
}
