using Vigil.Advisories.Compilation.Ledger;
using Vigil.Advisories.Feeds;
using Vigil.Advisories.Store;
using Vigil.Domain.Advisories;

namespace Vigil.Advisories.Compilation;

/// <summary>Compiles the next generation out of the one before and the records that changed: to the bytes that all records together would give.</summary>
/// <remarks>
/// What a changed record can change are the flaws that have one of its names, and the keys of its packages. Those are taken out of the generation before
/// and compiled from their records again; everything else is carried over with its numbers changed.
/// </remarks>
internal sealed class GenerationUpdate
{
    private const int RunBytes = 16 << 20;

    private readonly Remainder _before;
    private readonly RecordsOf _recordsOf;
    private readonly Dictionary<(string Id, string Source), IReadOnlyList<KeptRecord>> _records = [];
    private readonly HashSet<(string Id, string Source)> _changed = [];
    private readonly List<string> _names = [];

    private GenerationUpdate(AdvisoryStore before, RecordsOf recordsOf) => (_before, _recordsOf) = (new Remainder(before), recordsOf);

    /// <summary>Compiles as far as to <see cref="GenerationCompiler.Write"/>; what the sources say of themselves is left to the caller.</summary>
    /// <param name="before">The generation before.</param>
    /// <param name="changed">Records that are gone, and records that are new; of a record that says something else both forms.</param>
    /// <param name="recordsOf">Finds the records that there are now.</param>
    /// <param name="space">For what must wait.</param>
    public static GenerationCompiler Compile(
        AdvisoryStore before, IEnumerable<KeptRecord> changed, RecordsOf recordsOf, SpillSpace space)
    {
        var update = new GenerationUpdate(before, recordsOf);
        foreach (var record in changed)
        {
            update._changed.Add((record.Names.Id, record.Names.Source));
            update.Reopen(record.Names);
            record.MarkKeys(before, update._before.Touched);
        }

        update.Reopen();
        return update.Compile(space);
    }

    /// <summary>All records that there are now of an id and a source.</summary>
    internal delegate IReadOnlyList<KeptRecord> RecordsOf(string id, string source);

    private AdvisoryStore Store => _before.Store;

    // the names by which a record belongs to flaws
    private void Reopen(Advisory record) =>
        _names.AddRange(record.Vulnerabilities.IsEmpty ? [record.Id, .. record.Aliases] : record.Vulnerabilities);

    // Takes out the flaws that have one of the names, with every advisory about them. An advisory that describes a flaw of its own brings further names.
    private void Reopen()
    {
        foreach (var (id, source) in _changed)
        {
            Load(id, source);
            MarkReplaced(id, source);
        }

        while (_names.Count > 0)
        {
            foreach (var name in _names)
            {
                if (Store.FindVulnerability(name) is >= 0 and var flaw)
                {
                    _before.Reopened[flaw] = true;
                }
            }

            _names.Clear();
            for (var advisory = 0; advisory < Store.AdvisoryCount; advisory++)
            {
                if (!_before.Replaced[advisory] && IsAboutReopened(advisory))
                {
                    _before.Replaced[advisory] = true;
                    var (id, source, _, _) = Store.Advisory(advisory);
                    Load(id, source);
                }
            }
        }
    }

    private bool IsAboutReopened(int advisory)
    {
        foreach (var flaw in Store.VulnerabilitiesOf(advisory))
        {
            if (_before.Reopened[flaw])
            {
                return true;
            }
        }

        return false;
    }

    private void MarkReplaced(string id, string source)
    {
        foreach (var advisory in Store.FindAdvisories(id))
        {
            if (Store.Advisory(advisory).Source == source)
            {
                _before.Replaced[advisory] = true;
            }
        }
    }

    private void Load(string id, string source)
    {
        if (_records.TryAdd((id, source), []))
        {
            var records = _records[(id, source)] = _recordsOf(id, source);
            foreach (var record in records.Where(record => record.Names.Vulnerabilities.IsEmpty))
            {
                Reopen(record.Names);
            }
        }
    }

    private GenerationCompiler Compile(SpillSpace space)
    {
        var compiler = new GenerationCompiler(space, RunBytes, _before);
        var entries = new Dictionary<(string Id, string Source), DirectoryEntry>(_records.Count);
        foreach (var record in _records.Values.SelectMany(records => records))
        {
            entries[(record.Names.Id, record.Names.Source)] = compiler.Describe(record.Names, record.OfFlaw);
        }

        var directory = compiler.Resolve();
        var stated = FindRestated(directory, entries);
        var sink = new RestatedRows(compiler, stated);
        var precedence = new Precedence(sink);
        foreach (var record in _records.Where(advisory => Precedence.IsSpeaker(advisory.Key.Source)).SelectMany(advisory => advisory.Value))
        {
            precedence.Add(record.Read());
        }

        foreach (var (id, source) in stated.Keys)
        {
            foreach (var record in _records[(id, source)])
            {
                record.MarkKeys(Store, _before.Touched);
                if (!Precedence.IsSpeaker(source))
                {
                    precedence.Add(record.Read());
                }
            }
        }

        return compiler;
    }

    // Advisories whose rows have to be written: those that changed, and those whose flaws are called otherwise, because a key's digest tells that too.
    private Dictionary<(string Id, string Source), DirectoryEntry> FindRestated(
        AdvisoryDirectory directory, Dictionary<(string Id, string Source), DirectoryEntry> entries)
    {
        // a feed that outranks others may have changed its mind about any flaw that was taken out
        var isOutranking = _changed.Any(advisory => Precedence.IsSpeaker(advisory.Source));
        var stated = new Dictionary<(string Id, string Source), DirectoryEntry>(entries);
        for (var old = 0; old < Store.AdvisoryCount; old++)
        {
            if (!_before.Replaced[old])
            {
                continue;
            }

            var (id, source, _, _) = Store.Advisory(old);
            var isKept = entries.TryGetValue((id, source), out var entry)
                && !_changed.Contains((id, source)) && !(isOutranking && Precedence.MayBeOutranked(source)) && HasSameTargets(directory, old, entry!);
            _before.Restated[old] = !isKept;
            if (isKept)
            {
                stated.Remove((id, source));
            }
        }

        return stated;
    }

    private bool HasSameTargets(AdvisoryDirectory directory, int old, DirectoryEntry entry)
    {
        var before = Store.VulnerabilitiesOf(old);
        var isSame = before.Length == entry.Targets.Length;
        for (var i = 0; isSame && i < before.Length; i++)
        {
            isSame = directory.NameAt(directory.PrimaryNameOf(entry.Targets[i])).SequenceEqual(System.Text.Encoding.UTF8.GetBytes(Store.VulnerabilityId(before[i])));
        }

        return isSame;
    }

    private sealed class RestatedRows(GenerationCompiler compiler, Dictionary<(string Id, string Source), DirectoryEntry> stated) : IFeedSink
    {
        public void Add(Advisory advisory)
        {
            if (stated.TryGetValue((advisory.Id, advisory.Source), out var entry))
            {
                compiler.State(advisory, entry);
            }
        }
    }
}
