using System.Runtime.InteropServices;
using Vigil.Advisories.Store;
using Vigil.Domain.Advisories;

namespace Vigil.Advisories.Compilation;

/// <summary>
/// All names that the records use, the groups of names that are one flaw, and the advisories with the flaws they stand for. Numbers that depend on
/// the order of arrival are replaced by ranks in <see cref="Resolve"/>, after which nothing can be added.
/// </summary>
internal sealed class AdvisoryDirectory
{
    private readonly Utf8Pool _names = new();
    private readonly Utf8Pool _sources = new();
    private readonly AliasGroups _groups = new();
    private readonly ByteWriter _scratch = new();
    private readonly Dictionary<(int Name, int Source), DirectoryEntry> _entries = [];

    // by name as it arrived
    private int[] _ranks = [];
    private int[] _vulnerabilities = [];

    // by rank
    private int[] _sortedNames = [];
    private int[] _primaryNames = [];
    private DirectoryEntry[] _sorted = [];

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
            targets = [.. advisory.Vulnerabilities.Distinct(StringComparer.Ordinal).Select(_names.Add)];
        }

        entry.Targets = entry.Targets.Length == 0 ? targets : [.. entry.Targets.Union(targets)];
        return (entry, targets);
    }

    /// <summary>Number of advisories.</summary>
    public int Count => _entries.Count;

    /// <summary>Number of flaws; known after <see cref="Resolve"/>.</summary>
    public int VulnerabilityCount => _primaryNames.Length;

    public void Resolve()
    {
        _sortedNames = _names.Sorted();
        _ranks = new int[_sortedNames.Length];
        for (var rank = 0; rank < _sortedNames.Length; rank++)
        {
            _ranks[_sortedNames[rank]] = rank;
        }

        var described = new HashSet<int>(_entries.Values.SelectMany(entry => entry.Targets).Select(_groups.Find));
        var primary = ChoosePrimaryNames(described);
        _primaryNames = [.. primary.Values.Order()];
        _vulnerabilities = new int[_sortedNames.Length];
        for (var name = 0; name < _vulnerabilities.Length; name++)
        {
            _vulnerabilities[name] = primary.TryGetValue(_groups.Find(name), out var rank) ? Array.BinarySearch(_primaryNames, rank) : -1;
        }

        _sorted = [.. _entries.Values.OrderBy(entry => _ranks[entry.Name]).ThenBy(entry => entry.Source, StringComparer.Ordinal)];
        for (var i = 0; i < _sorted.Length; i++)
        {
            _sorted[i].Index = i;
            _sorted[i].Targets = [.. _sorted[i].Targets.Select(VulnerabilityOf).Distinct().Order()];
        }
    }

    /// <summary>The index of an advisory in the store.</summary>
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

    /// <summary>The name at a place of the store.</summary>
    public string NameAt(int rank) => System.Text.Encoding.UTF8.GetString(_names[_sortedNames[rank]]);

    /// <summary>Appends the primary ids of an advisory's flaws.</summary>
    public void WriteTargets(int advisory, ByteWriter writer)
    {
        foreach (var vulnerability in _sorted[advisory].Targets)
        {
            writer.Blob(_names[_sortedNames[_primaryNames[vulnerability]]]);
        }
    }

    /// <summary>The sections of names and advisories.</summary>
    public void WriteSections(StoreWriter store, Vocabulary vocabulary, SpillSpace space)
    {
        var names = new BlobTableBuilder(space);
        var owners = space.New();
        var advisories = space.New();
        var targets = space.New();
        foreach (var name in _sortedNames)
        {
            names.Add(_names[name]);
            Append(owners, writer => writer.UInt32((uint)_vulnerabilities[name]));
        }

        foreach (var entry in _sorted)
        {
            var first = (uint)(targets.Length / sizeof(uint));
            foreach (var target in entry.Targets)
            {
                Append(targets, writer => writer.UInt32((uint)target));
            }

            Append(advisories, writer =>
            {
                writer.UInt32((uint)_ranks[entry.Name]);
                writer.UInt32((uint)vocabulary.Word(entry.Source));
                writer.UInt32(first);
                writer.UInt32((uint)entry.Targets.Length);
                writer.Time(entry.Modified);
                writer.Time(entry.Withdrawn);
                entry.WriteDigest(writer);
            });
        }

        store[Section.Names] = names.ToSection();
        store[Section.NameOwners] = [owners];
        store[Section.Advisories] = [advisories];
        store[Section.AdvisoryTargets] = [targets];

        void Append(SpillBuffer buffer, Action<ByteWriter> write)
        {
            _scratch.Truncate();
            write(_scratch);
            buffer.Append(_scratch.Written);
        }
    }

    // The least CVE id in ordinal order, else the least GHSA id, else the least id: as ranks follow the ordinal order, the first name of the best kind.
    private Dictionary<int, int> ChoosePrimaryNames(HashSet<int> described)
    {
        var primary = new Dictionary<int, int>(described.Count);
        foreach (var name in _sortedNames)
        {
            var group = _groups.Find(name);
            if (described.Contains(group)
                && (!primary.TryGetValue(group, out var best) || Kind(_names[name]) < Kind(_names[_sortedNames[best]])))
            {
                primary[group] = _ranks[name];
            }
        }

        return primary;
    }

    private static int Kind(ReadOnlySpan<byte> name) => name.StartsWith("CVE-"u8) ? 0 : name.StartsWith("GHSA-"u8) ? 1 : 2;

    private static DateTimeOffset? Latest(DateTimeOffset? left, DateTimeOffset? right) => left is null || right > left ? right : left;
}
