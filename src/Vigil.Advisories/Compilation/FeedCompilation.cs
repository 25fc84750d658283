using Vigil.Advisories.Compilation.Ledger;
using Vigil.Advisories.Exploits;
using Vigil.Advisories.Feeds;
using Vigil.Advisories.Store;
using Vigil.Domain.Advisories;

namespace Vigil.Advisories.Compilation;

/// <summary>From the documents of all feeds to the next generation, reading and compiling only what differs from the one before.</summary>
/// <remarks>
/// Beside the generations lie a file of all records and an index of what each document gave (<see cref="LedgerIndex"/>). Where they are missing, damaged or
/// of another generation, everything is read and compiled; the result has the same bytes either way.
/// </remarks>
public sealed class FeedCompilation : IDisposable
{
    private const string IndexName = "records.idx";
    private const string RecordsName = "records.vgr";
    private const string NewRecordsName = "records.tmp";

    private readonly Generations _generations;
    private readonly GenerationWriter _writer;
    private readonly AdvisoryStore? _store;
    private readonly LedgerIndex? _before;
    private readonly RecordFile _records;
    private FeedMemory? _memory;

    /// <summary>Takes up what is known of the current generation.</summary>
    /// <param name="generations">The directory.</param>
    /// <param name="writer">Its writer.</param>
    public FeedCompilation(Generations generations, GenerationWriter writer)
    {
        ArgumentNullException.ThrowIfNull(generations);
        (_generations, _writer) = (generations, writer);
        try
        {
            _before = ReadIndex();
            _store = _before is null ? null : generations.Open(_before.Generation);
            _records = new RecordFile(_before is null ? PathOf(NewRecordsName) : PathOf(RecordsName), _before?.RecordBytes ?? 0);
        }
        catch (Exception ex) when (ex is IOException or StoreFormatException)
        {
            _store?.Dispose();
            (_store, _before) = (null, null);
            _records = new RecordFile(PathOf(NewRecordsName), 0);
        }
    }

    /// <summary>Reads what changed.</summary>
    /// <param name="root">A directory with a folder for each feed.</param>
    /// <param name="selection">Which sources.</param>
    /// <param name="exploits">Takes what the feeds state of exploitation.</param>
    /// <param name="exploitTable">Content id of the exploit table that there is.</param>
    /// <param name="progress">Told how far each source is.</param>
    /// <param name="cancellation">Looked at for each entry.</param>
    /// <returns>One report for each source, with those that were not read because they give what they gave before.</returns>
    public IReadOnlyList<SourceReport> Read(
        string root, FeedSelection selection, IFeedSink exploits, string exploitTable, Action<SourceReport> progress, CancellationToken cancellation)
    {
        _memory = new FeedMemory(_before, exploitTable, selection, _records, new Precedence(new Division(_writer.Compiler, exploits)));
        return FeedReader.ReadAll(root, selection, new FeedIntake(_memory, FeedLimits.Default, progress) { Memory = _memory }, cancellation);
    }

    /// <summary>Whether a source gives what it gave before, and was not read.</summary>
    public bool HasRecalled(string source) => Memory.HasRecalled(source);

    /// <summary>Writes the next generation and makes it the current one.</summary>
    /// <param name="reports">Of all its sources.</param>
    /// <param name="exploitTable">Content id of the exploit table beside it.</param>
    /// <returns>The content id.</returns>
    /// <exception cref="PublishException">The disk is full or failed. The previous generation is still the current one.</exception>
    public string Publish(IReadOnlyList<SourceReport> reports, string exploitTable)
    {
        ArgumentNullException.ThrowIfNull(reports);
        var id = Compile(reports);
        Keep(Memory.ToIndex(id, exploitTable));
        return id;
    }

    private string Compile(IReadOnlyList<SourceReport> reports)
    {
        if (_store is null)
        {
            Tell(_writer.Compiler, reports);
            return _writer.Publish();
        }

        var changed = Memory.Gone.Concat(Memory.Come).ToList();
        if (changed.Count == 0 && SaysTheSame(_store, reports))
        {
            return _store.ContentId;
        }

        using var space = new SpillSpace(_generations.Directory);
        using var compiler = GenerationUpdate.Compile(_store, changed.Select(place => new KeptRecord(_records.Read(place))), RecordsByName(), space);
        Tell(compiler, reports);
        foreach (var report in reports.Where(IsOfGeneration))
        {
            compiler.CountAdvisories(report.Source, report.Advisories, report.Newest);
        }

        return _writer.Publish(compiler);
    }

    private static bool SaysTheSame(AdvisoryStore store, IReadOnlyList<SourceReport> reports) => store.Sources.SequenceEqual(reports
        .Where(IsOfGeneration)
        .OrderBy(report => report.Source, StringComparer.Ordinal)
        .Select(report => new SourceSummary(report.Source, "", report.Accepted, report.Rejected, report.Advisories, report.Newest)));

    /// <inheritdoc/>
    public void Dispose()
    {
        _records.Dispose();
        _store?.Dispose();
        File.Delete(PathOf(NewRecordsName));
    }

    private FeedMemory Memory => _memory ?? throw new InvalidOperationException("Nothing was read.");

    private LedgerIndex? ReadIndex()
    {
        if (_generations.CurrentId is not { } current || !File.Exists(PathOf(IndexName)))
        {
            return null;
        }

        // records that are not in use any more are left behind by compiling everything again
        var index = LedgerIndex.Read(File.ReadAllBytes(PathOf(IndexName)));
        return index?.Generation == current && index.StaleBytes <= index.RecordBytes / 2 ? index : null;
    }

    // the index is written last: without it the records say nothing
    private void Keep(LedgerIndex index)
    {
        _records.Flush();
        if (_before is null)
        {
            File.Delete(PathOf(IndexName));
            File.Move(PathOf(NewRecordsName), PathOf(RecordsName), overwrite: true);
        }

        using (var file = new FileStream(PathOf(IndexName) + ".tmp", FileMode.Create, FileAccess.Write))
        {
            index.Write(file);
        }

        File.Move(PathOf(IndexName) + ".tmp", PathOf(IndexName), overwrite: true);
    }

    private GenerationUpdate.RecordsOf RecordsByName()
    {
        var places = Memory.All();
        var table = new PlaceTable(places);
        return (id, source) =>
        [
            .. table.Find(PackedAdvisory.KeyOf(id, source)).Select(place => new KeptRecord(_records.Read(places[place])))
                .Where(record => record.Names.Id == id && record.Names.Source == source),
        ];
    }

    private static void Tell(GenerationCompiler compiler, IReadOnlyList<SourceReport> reports)
    {
        foreach (var report in reports.Where(IsOfGeneration))
        {
            compiler.AddSource(report);
        }
    }

    private static bool IsOfGeneration(SourceReport report) => !ExploitSources.Contains(report.Source);

    private string PathOf(string name) => Path.Combine(_generations.Directory, name);

    // advisories to the compiler, exploitation to the table beside it
    private sealed class Division(GenerationCompiler compiler, IFeedSink exploits) : IFeedSink
    {
        public void Add(Advisory advisory) => compiler.Add(advisory);

        public void Add(ExploitProbability probability) => exploits.Add(probability);

        public void Add(KnownExploitation exploitation) => exploits.Add(exploitation);

        public void Add(PublicExploit exploit) => exploits.Add(exploit);
    }
}
