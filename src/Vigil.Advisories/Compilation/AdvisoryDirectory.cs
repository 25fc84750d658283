using System.Runtime.InteropServices;
using Vigil.Advisories.Store;
using Vigil.Domain.Advisories;

namespace Vigil.Advisories.Compilation;

/// <summary>
/// All names that the records use, the groups of names that are one flaw, and the advisories with the flaws they stand for; beside those that a generation
/// before has already. Numbers that depend on the order of arrival are replaced by ranks in <see cref="Resolve"/>, after which nothing can be added.
/// </summary>
/// <remarks>A target below zero is a flaw of the generation before, by the complement of its place.</remarks>
internal sealed class AdvisoryDirectory(Remainder before)
{
    private readonly Utf8Pool _names = new();
    private readonly Utf8Pool _sources = new();
    private readonly AliasGroups _groups = new();
    private readonly ByteWriter _scratch = new();
    private readonly List<int> _targets = [];
    private readonly Dictionary<(int Name, int Source), DirectoryEntry> _entries = [];

    // by name as it arrived
    private int[] _ranks = [];
    private int[] _vulnerabilities = [];

    // by place: below zero it is one of the generation before, by the complement of its place there
    private int[] _sortedNames = [];
    private int[] _primaryNames = [];
    private int[] _carriedFlaws = [];
    private DirectoryEntry?[] _sorted = [];
    private int[] _carriedAdvisories = [];

    /// <summary>Takes note of an advisory. Records with the same id and source are one advisory.</summary>
    /// <returns>The advisory, and the numbers of the names of the flaws that this record describes: its own, or those of an erratum.</returns>
    public (DirectoryEntry Advisory, int[] Names) Add(Advisory advisory)
    {
        var name = _names.Add(advisory.Id);
        ref var entry = ref CollectionsMarshal.GetValueRefOrAddDefault(_entries, (name, _sources.Add(advisory.Source)), out var known);
        entry ??= new DirectoryEntry(name, advisory.Source);
        entry.Modified = Latest(entry.Modified, advisory.Modified);
        entry.Withdrawn = known && (entry.Withdrawn is null || advisory.Withdrawn is null) ? null : Latest(entry.Withdrawn, advisory.Withdrawn);

        int[] targets;
        if (advisory.Vulnerabilities.IsEmpty)
        {
            targets = [name];
            foreach (var alias in advisory.Aliases)
            {
                _groups.Join(name, _names.Add(alias));
            }
        }
        else
        {
            // an erratum's other names never join: a feed that lists its flaws as aliases must not make them one
            targets = [.. advisory.Vulnerabilities.Distinct(StringComparer.Ordinal).Select(TargetOf)];
        }

        entry.Targets = entry.Targets.Length == 0 ? targets : [.. entry.Targets.Union(targets)];
        return (entry, Array.FindAll(targets, target => target >= 0));
    }

    /// <summary>Number of advisories.</summary>
    public int Count => _sorted.Length;

    /// <summary>Number of flaws; known after <see cref="Resolve"/>.</summary>
    public int VulnerabilityCount => _primaryNames.Length;

    /// <summary>Number of names.</summary>
    public int NameCount => _sortedNames.Length;

    public void Resolve()
    {
        var mine = _names.Sorted();
        _sortedNames = MergeNames(mine);
        var primary = ChoosePrimaryNames(mine, new HashSet<int>(_entries.Values.SelectMany(entry => entry.Targets).Where(target => target >= 0).Select(_groups.Find)));
        MergeFlaws([.. primary.Values.Order()]);
        _vulnerabilities = new int[_names.Count];
        for (var name = 0; name < _vulnerabilities.Length; name++)
        {
            _vulnerabilities[name] = primary.TryGetValue(_groups.Find(name), out var rank) ? Array.BinarySearch(_primaryNames, rank) : -1;
        }

        MergeAdvisories([.. _entries.Values.OrderBy(entry => _ranks[entry.Name]).ThenBy(entry => entry.Source, StringComparer.Ordinal)]);
        foreach (var entry in _entries.Values)
        {
            entry.Targets = [.. entry.Targets.Select(target => target < 0 ? before.Flaws[~target] : _vulnerabilities[target]).Distinct().Order()];
        }
    }

    /// <summary>The index in the store of an advisory that was added.</summary>
    public int IndexOf(ReadOnlySpan<byte> id, ReadOnlySpan<byte> source) => _entries[(_names.Find(id), _sources.Find(source))].Index;

    /// <summary>The index in the store of the flaw that has the name (as numbered by <see cref="Add"/>), or -1.</summary>
    public int VulnerabilityOf(int name) => _vulnerabilities[name];

    /// <summary>The place of a name in the store.</summary>
    public int RankOf(string name)
    {
        _scratch.Truncate();
        _scratch.RawText(name);
        return _ranks[_names.Find(_scratch.Written)];
    }

    /// <summary>The place in the store of the primary name of a flaw.</summary>
    public int PrimaryNameOf(int vulnerability) => _primaryNames[vulnerability];

    /// <summary>The flaw of the generation before that a flaw is as it was there, or -1.</summary>
    public int CarriedFlaw(int vulnerability) => _carriedFlaws[vulnerability];

    /// <summary>The name at a place of the store.</summary>
    public ReadOnlySpan<byte> NameAt(int rank) => _sortedNames[rank] is >= 0 and var name ? _names[name] : OldNames[~_sortedNames[rank]];

    /// <summary>The flaw that has the name at a place of the store, or -1.</summary>
    public int OwnerOf(int rank)
    {
        var name = _sortedNames[rank];
        if (name >= 0 && _vulnerabilities[name] >= 0)
        {
            return _vulnerabilities[name];
        }

        var old = name < 0 ? ~name : OldNames.Find(_names[name]);
        return old >= 0 && before.OwnerOf(old) is >= 0 and var flaw ? before.Flaws[flaw] : -1;
    }

    /// <summary>The advisory that stands at a place; <see langword="null"/> when it is the given one of the generation before.</summary>
    public (DirectoryEntry? Entry, int Carried) AdvisoryAt(int advisory) => (_sorted[advisory], _carriedAdvisories[advisory]);

    /// <summary>The place of an advisory's id among the names.</summary>
    public int NameOf(DirectoryEntry advisory) => _ranks[advisory.Name];

    /// <summary>Appends the flaws of an advisory, ascending.</summary>
    public void AddTargets(int advisory, List<int> flaws)
    {
        if (_sorted[advisory] is { } entry)
        {
            flaws.AddRange(entry.Targets);
            return;
        }

        foreach (var flaw in before.Store.VulnerabilitiesOf(_carriedAdvisories[advisory]))
        {
            flaws.Add(before.Flaws[flaw]);
        }
    }

    /// <summary>Appends the primary ids of an advisory's flaws.</summary>
    public void WriteTargets(int advisory, ByteWriter writer)
    {
        _targets.Clear();
        AddTargets(advisory, _targets);
        foreach (var vulnerability in _targets)
        {
            writer.Blob(NameAt(_primaryNames[vulnerability]));
        }
    }

    private BlobTable OldNames => new(before.Store.File[Section.Names]);

    // a flaw that stays as it is need not be described again by the errata for it
    private int TargetOf(string name) => before.Store.FindVulnerability(name) is >= 0 and var flaw && !before.Reopened[flaw] ? ~flaw : _names.Add(name);

    private int[] MergeNames(int[] mine)
    {
        var old = OldNames;
        var kept = before.KeptNames();
        var merged = new List<int>(mine.Length + old.Count);
        _ranks = new int[mine.Length];
        for (int left = 0, right = 0; left < old.Count || right < mine.Length;)
        {
            var order = left == old.Count ? 1 : right == mine.Length ? -1 : old[left].SequenceCompareTo(_names[mine[right]]);
            if (order <= 0)
            {
                before.Names[left] = order == 0 || kept[left] ? merged.Count : -1;
            }

            if (order >= 0)
            {
                _ranks[mine[right]] = merged.Count;
                merged.Add(mine[right]);
            }
            else if (kept[left])
            {
                merged.Add(~left);
            }

            left += order <= 0 ? 1 : 0;
            right += order >= 0 ? 1 : 0;
        }

        return [.. merged];
    }

    private void MergeFlaws(int[] mine)
    {
        var entries = new BlobTable(before.Store.File[Section.Vulnerabilities]);
        var most = entries.Count + mine.Length;
        var (primary, carried) = (new List<int>(most), new List<int>(most));
        var right = 0;
        for (var left = 0; left < entries.Count; left++)
        {
            if (before.Reopened[left])
            {
                continue;
            }

            var entry = new ByteReader(entries[left]);
            entry.ReadCount();
            var rank = before.Names[entry.ReadNumber()];
            TakeMine(upTo: rank);
            before.Flaws[left] = primary.Count;
            primary.Add(rank);
            carried.Add(left);
        }

        TakeMine(upTo: int.MaxValue);
        (_primaryNames, _carriedFlaws) = ([.. primary], [.. carried]);

        void TakeMine(int upTo)
        {
            for (; right < mine.Length && mine[right] < upTo; right++)
            {
                primary.Add(mine[right]);
                carried.Add(-1);
            }
        }
    }

    private void MergeAdvisories(DirectoryEntry[] mine)
    {
        var store = before.Store;
        var most = store.AdvisoryCount + mine.Length;
        var (sorted, carried) = (new List<DirectoryEntry?>(most), new List<int>(most));
        var right = 0;
        for (var left = 0; left < store.AdvisoryCount; left++)
        {
            var (name, source) = store.IdentityOf(left);
            var order = -1;
            while (before.Names[name] >= 0 && right < mine.Length && (order = Order(mine[right], before.Names[name], store.Word(source))) < 0)
            {
                Take(mine[right++], -1);
            }

            if (order == 0)
            {
                Take(mine[right++], left);
            }
            else if (!before.Replaced[left])
            {
                Take(null, left);
            }
        }

        while (right < mine.Length)
        {
            Take(mine[right++], -1);
        }

        (_sorted, _carriedAdvisories) = ([.. sorted], [.. carried]);

        void Take(DirectoryEntry? entry, int old)
        {
            entry?.Index = sorted.Count;
            if (old >= 0)
            {
                before.Advisories[old] = sorted.Count;
            }

            sorted.Add(entry);
            carried.Add(old);
        }
    }

    private int Order(DirectoryEntry mine, int name, string source)
    {
        var order = _ranks[mine.Name].CompareTo(name);
        return order != 0 ? order : string.CompareOrdinal(mine.Source, source);
    }

    // The least CVE id in ordinal order, else the least GHSA id, else the least id: as ranks follow the ordinal order, the first name of the best kind.
    private Dictionary<int, int> ChoosePrimaryNames(int[] sorted, HashSet<int> described)
    {
        var primary = new Dictionary<int, int>(described.Count);
        foreach (var name in sorted)
        {
            var group = _groups.Find(name);
            if (described.Contains(group)
                && (!primary.TryGetValue(group, out var best) || Kind(_names[name]) < Kind(NameAt(best))))
            {
                primary[group] = _ranks[name];
            }
        }

        return primary;
    }

    private static int Kind(ReadOnlySpan<byte> name) => name.StartsWith("CVE-"u8) ? 0 : name.StartsWith("GHSA-"u8) ? 1 : 2;

    private static DateTimeOffset? Latest(DateTimeOffset? left, DateTimeOffset? right) => left is null || right > left ? right : left;
}
