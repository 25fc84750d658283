namespace Vigil.Advisories.Feeds.Windows;

/// <summary>Which update takes the place of which.</summary>
internal sealed class Supersedence
{
    private const int MaxHolders = 1_000;

    private readonly Dictionary<string, SortedSet<string>> _successors = new(StringComparer.Ordinal);

    /// <summary>Notes that an update holds everything that another one does.</summary>
    public void Add(string update, string superseded)
    {
        if (!_successors.TryGetValue(superseded, out var successors))
        {
            _successors.Add(superseded, successors = new(StringComparer.Ordinal));
        }

        successors.Add(update);
    }

    /// <summary>The updates themselves and all that came to take their place, in ordinal order; rings do no harm.</summary>
    public string[] Holders(IEnumerable<string> updates)
    {
        var holders = new SortedSet<string>(StringComparer.Ordinal);
        var next = new Queue<string>(updates.Where(update => update.Length > 0));
        while (holders.Count < MaxHolders && next.TryDequeue(out var update))
        {
            if (holders.Add(update) && _successors.TryGetValue(update, out var successors))
            {
                foreach (var successor in successors)
                {
                    next.Enqueue(successor);
                }
            }
        }

        return [.. holders];
    }
}
