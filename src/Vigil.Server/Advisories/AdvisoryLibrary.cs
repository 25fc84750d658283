using Microsoft.Extensions.Options;
using Vigil.Advisories.Compilation;
using Vigil.Advisories.Exploits;
using Vigil.Advisories.Shipped;
using Vigil.Advisories.Store;
using Vigil.Server.Hosting;

namespace Vigil.Server.Advisories;

/// <summary>The advisories that this process judges by: the current generation of its database, or the set that ships with the product.</summary>
internal sealed class AdvisoryLibrary : IDisposable
{
    private readonly Generations _generations;
    private readonly Lock _lock = new();
    private readonly List<IDisposable> _opened = [];
    private Edition _before;

    public AdvisoryLibrary(IOptions<ServerOptions> options)
    {
        _generations = new Generations(options.Value.EffectiveAdvisories);
        Current = _before = new Edition(OpenStore(), Keep(ExploitTable.OpenIn(_generations.Directory)));
    }

    /// <summary>The generation, with what is known of exploitation. It stays open as long as it is this or the one before.</summary>
    public Edition Current { get; private set; }

    /// <summary>Whether another generation, or other exploitation data, was published since.</summary>
    public bool IsOutdated => (_generations.CurrentId is { } id && id != Current.Store.ContentId) || PublishedExploits() != Current.Exploits.ContentId;

    /// <summary>Takes what was published last.</summary>
    public Edition Renew()
    {
        lock (_lock)
        {
            if (IsOutdated)
            {
                (_before, Current) = (Current, OpenCurrent());
            }

            return Current;
        }
    }

    /// <summary>A generation by its content id; <see langword="null"/> when it is not kept any more, or was written by a release with another format.</summary>
    public AdvisoryStore? TryOpen(string contentId)
    {
        lock (_lock)
        {
            if (_opened.OfType<AdvisoryStore>().FirstOrDefault(store => store.ContentId == contentId) is { } open)
            {
                return open;
            }
        }

        try
        {
            return File.Exists(_generations.PathOf(contentId)) ? Keep(_generations.Open(contentId)) : TryShipped(contentId);
        }
        catch (Exception ex) when (ex is FileNotFoundException or StoreFormatException)
        {
            return null;
        }
    }

    /// <summary>Closes all but the current edition, and the one before for requests that began with it. Only when the estate rests on the current one.</summary>
    /// <remarks>What is read of a generation is remembered with it, so they cannot all stay open.</remarks>
    public void CloseOthers()
    {
        lock (_lock)
        {
            IDisposable[] kept = [Current.Store, Current.Exploits, _before.Store, _before.Exploits];
            foreach (var other in _opened.Except(kept).ToList())
            {
                _opened.Remove(other);
                other.Dispose();
            }
        }
    }

    public void Dispose()
    {
        foreach (var one in _opened)
        {
            one.Dispose();
        }
    }

    private string PublishedExploits()
    {
        using var published = ExploitTable.OpenIn(_generations.Directory);
        return published.ContentId;
    }

    // most days only the exploitation data are new
    private Edition OpenCurrent()
    {
        var isSame = _generations.CurrentId is not { } published || published == Current.Store.ContentId;
        return new Edition(isSame ? Current.Store : OpenStore(), Keep(ExploitTable.OpenIn(_generations.Directory)));
    }

    private AdvisoryStore OpenStore() => Keep(_generations.TryOpenCurrent() ?? GenerationCompiler.Compile(ShippedSet.Read()));

    private AdvisoryStore? TryShipped(string contentId)
    {
        var shipped = GenerationCompiler.Compile(ShippedSet.Read());
        return shipped.ContentId == contentId ? Keep(shipped) : null;
    }

    private T Keep<T>(T opened)
        where T : IDisposable
    {
        lock (_lock)
        {
            _opened.Add(opened);
            return opened;
        }
    }
}

/// <summary>Advisories and what is known of exploitation, as of one day.</summary>
/// <param name="Store">The generation.</param>
/// <param name="Exploits">What is known of exploitation.</param>
internal sealed record Edition(AdvisoryStore Store, ExploitTable Exploits);
