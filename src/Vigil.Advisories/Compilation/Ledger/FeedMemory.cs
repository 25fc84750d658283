using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Vigil.Advisories.Exploits;
using Vigil.Advisories.Feeds;
using Vigil.Advisories.Store;
using Vigil.Domain.Advisories;

namespace Vigil.Advisories.Compilation.Ledger;

/// <summary>Keeps every record that comes, and finds out which of them were there before.</summary>
/// <param name="before">What the generation before was compiled from; <see langword="null"/> when that is not known.</param>
/// <param name="exploits">Content id of the exploit table as it is now.</param>
/// <param name="selection">Which sources are asked for.</param>
/// <param name="records">Where records are kept.</param>
/// <param name="sink">Takes everything; advisories only when there is nothing before.</param>
internal sealed class FeedMemory(LedgerIndex? before, string exploits, FeedSelection selection, RecordFile records, IFeedSink sink) : IFeedMemory, IFeedSink
{
    private readonly Dictionary<string, LedgerSource> _before = before?.Sources.ToDictionary(source => source.Report.Source, StringComparer.Ordinal) ?? [];
    private readonly List<LedgerSource> _sources = [];
    private readonly List<(string Feed, string Stamp, List<string> Sources)> _feeds = [];
    private readonly List<RecordPlace> _gone = [];
    private readonly HashSet<string> _recalled = new(StringComparer.Ordinal);
    private readonly ByteWriter _packed = new();
    private SourceMemory? _source;

    /// <summary>Records that were not there before.</summary>
    public List<RecordPlace> Come { get; } = [];

    /// <summary>Records that are not there any more; known when all sources are read.</summary>
    public IEnumerable<RecordPlace> Gone => [.. _gone, .. _before.Values.SelectMany(source => source.Places())];

    /// <summary>Whether a source gives what it gave, and was not read.</summary>
    public bool HasRecalled(string source) => _recalled.Contains(source);

    /// <inheritdoc/>
    public IReadOnlyList<SourceReport>? Recall(IFeed feed, FeedFolder folder)
    {
        var setting = feed.SettingOfEntries(folder);
        var stamp = $"{selection}|{setting ?? DigestOf(folder)}";
        _feeds.Add((feed.Name, stamp, []));
        var known = before?.Feeds.GetValueOrDefault(feed.Name) ?? ("", []);
        if (known.Stamp != stamp)
        {
            // entries may mean something else now
            foreach (var (name, source) in setting is null ? [] : _before.Where(source => source.Key.StartsWith(feed.Name + '/', StringComparison.Ordinal)).ToList())
            {
                _before[name] = source with { Records = source.Places(), Entries = default, EntryCount = 0 };
            }

            return null;
        }

        return setting is null && (exploits == before?.Exploits || !known.Sources.Any(ExploitSources.Contains)) ? Recall(known.Sources) : null;
    }

    /// <inheritdoc/>
    public void Begin(string source)
    {
        _before.Remove(source, out var known);
        _source = new SourceMemory(known);
        _feeds[^1].Sources.Add(source);
    }

    /// <inheritdoc/>
    public bool TryRecall(ReadOnlySpan<byte> entry, uint checksum, long length, out KnownEntry known)
    {
        known = default;
        return _source is not null && _source.TryRecall(entry, checksum, length, out known);
    }

    /// <inheritdoc/>
    public void Keep() => _source?.Keep();

    /// <inheritdoc/>
    public void Spoil() => _source?.Spoil();

    /// <inheritdoc/>
    public void End(SourceReport report)
    {
        if (_source is { } source)
        {
            _sources.Add(source.ToSource(report));
            _gone.AddRange(source.Gone);
        }
    }

    /// <inheritdoc/>
    public void Add(Advisory advisory)
    {
        ArgumentNullException.ThrowIfNull(advisory);
        var source = _source ?? throw new InvalidOperationException("A record came before its source.");
        var key = PackedAdvisory.KeyOf(advisory.Id, advisory.Source);
        _packed.Truncate();
        PackedAdvisory.Write(advisory, _packed);
        if (source.Find(key, _packed.Written, records) is not { } place)
        {
            place = records.Append(key, _packed.Written);
            Come.Add(place);
        }

        source.Add(place, advisory.Id, advisory.Modified ?? advisory.Published, advisory.Withdrawn is not null);
        if (before is null)
        {
            sink.Add(advisory);
        }
    }

    /// <inheritdoc/>
    public void Add(ExploitProbability probability) => sink.Add(probability);

    /// <inheritdoc/>
    public void Add(KnownExploitation exploitation) => sink.Add(exploitation);

    /// <inheritdoc/>
    public void Add(PublicExploit exploit) => sink.Add(exploit);

    /// <summary>What is known now, for the next time.</summary>
    /// <param name="generation">Content id of what was compiled.</param>
    /// <param name="exploitTable">Content id of the exploit table beside it.</param>
    public LedgerIndex ToIndex(string generation, string exploitTable)
    {
        var index = new LedgerIndex(generation, exploitTable, records.Length);
        index.Sources.AddRange(_sources);
        foreach (var (feed, stamp, sources) in _feeds)
        {
            index.Feeds[feed] = (stamp, [.. sources]);
        }

        return index;
    }

    /// <summary>All records that there are now.</summary>
    public List<RecordPlace> All()
    {
        var places = new List<RecordPlace>(_sources.Sum(source => source.EntryCount + source.Records.Count));
        _sources.ForEach(source => places.AddRange(source.Places()));
        return places;
    }

    private List<SourceReport> Recall(ImmutableArray<string> sources)
    {
        var reports = new List<SourceReport>();
        foreach (var name in sources)
        {
            _before.Remove(name, out var source);
            _sources.Add(source!); // an index has the sources of its feeds
            _recalled.Add(name);
            _feeds[^1].Sources.Add(name);
            reports.Add(source!.Report);
        }

        return reports;
    }

    private static string DigestOf(FeedFolder folder)
    {
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[1 << 16];
        foreach (var path in folder.AllFiles())
        {
            digest.AppendData(Encoding.UTF8.GetBytes(path + '\0'));
            using var file = folder.Open(path);
            digest.AppendData(BitConverter.GetBytes(file.Length));
            for (int read; (read = file.Read(buffer)) > 0;)
            {
                digest.AppendData(buffer.AsSpan(0, read));
            }
        }

        return Convert.ToHexStringLower(digest.GetHashAndReset());
    }
}
