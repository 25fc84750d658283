using Vigil.Advisories.Feeds;
using Vigil.Advisories.Store;
using Vigil.Domain.Advisories;

namespace Vigil.Advisories.Compilation;

/// <summary>Compiles advisory records into one generation.</summary>
/// <remarks>
/// The same records give the same bytes, in whatever order they come. Records go in one after the other and are not kept: what must wait until all
/// are known is packed, and spilled to temporary files where a directory is given, so that memory grows only with the number of distinct names.
/// Not for several threads at once.
/// </remarks>
public sealed class GenerationCompiler : IFeedSink, IDisposable
{
    private const int RunBytes = 16 << 20;

    private readonly SpillSpace _space;
    private readonly RowSorter _rows;
    private readonly VulnerabilityTable _vulnerabilities;
    private readonly Remainder _before;
    private readonly AdvisoryDirectory _advisories;
    private readonly Vocabulary _vocabulary = new();
    private readonly SourceTally _sources = new();
    private readonly ByteWriter _record = new();
    private bool _isResolved;
    private bool _finished;

    /// <summary>Starts an empty generation.</summary>
    /// <param name="temporaryDirectory">Where large inputs are spilled; <see langword="null"/> compiles in memory, for small sets.</param>
    public GenerationCompiler(string? temporaryDirectory = null)
        : this(new SpillSpace(temporaryDirectory), RunBytes)
    {
    }

    /// <summary>Starts from what stays of a generation: the records that come are those that it lacks.</summary>
    internal GenerationCompiler(SpillSpace space, int runBytes, Remainder? before = null)
    {
        _space = space;
        _before = before ?? new Remainder(EmptyGeneration.Load());
        _before.Use(_vocabulary);
        _advisories = new AdvisoryDirectory(_before);
        _rows = new RowSorter(_space.New(), runBytes);
        _vulnerabilities = new VulnerabilityTable(_space);
    }

    /// <summary>Compiles a few records in memory.</summary>
    public static AdvisoryStore Compile(IEnumerable<Advisory> advisories)
    {
        ArgumentNullException.ThrowIfNull(advisories);
        using var compiler = new GenerationCompiler();
        foreach (var advisory in advisories)
        {
            compiler.Add(advisory);
        }

        using var stream = new MemoryStream();
        compiler.Write(stream);
        return AdvisoryStore.Load(stream.GetBuffer().AsMemory(0, (int)stream.Length));
    }

    /// <summary>Adds a record. One that is withdrawn keeps its names and opens nothing.</summary>
    /// <exception cref="InvalidOperationException">The generation was written already.</exception>
    public void Add(Advisory advisory)
    {
        ArgumentNullException.ThrowIfNull(advisory);
        ThrowIfFinished();
        StateRows(advisory, Describe(advisory));
        _sources.Count(advisory.Source, advisory.Modified);
    }

    /// <summary>Takes what a record says of its flaws, and the names that it has.</summary>
    private DirectoryEntry Describe(Advisory advisory)
    {
        _record.Truncate();
        RecordCodec.Write(advisory, _record);
        return Describe(advisory, _record.Written);
    }

    /// <summary>The same of a record in bytes, of which only the names are read.</summary>
    internal DirectoryEntry Describe(Advisory advisory, ReadOnlySpan<byte> record)
    {
        var (entry, names) = _advisories.Add(advisory);
        _vulnerabilities.Add(record, isErratum: !advisory.Vulnerabilities.IsEmpty, names);
        return entry;
    }

    /// <summary>Takes what a record says of packages.</summary>
    internal void State(Advisory advisory, DirectoryEntry entry)
    {
        _record.Truncate();
        RecordCodec.Write(advisory, _record);
        StateRows(advisory, entry);
    }

    // behind the record, so that the digest is one of both
    private void StateRows(Advisory advisory, DirectoryEntry entry)
    {
        if (advisory.Withdrawn is null)
        {
            foreach (var affected in advisory.Affected)
            {
                RowCodec.Write(advisory, affected, _record, _rows);
            }
        }

        entry.AddDigestOf(_record.Written);
    }

    /// <summary>Gives everything its place; flaws are described before.</summary>
    internal AdvisoryDirectory Resolve()
    {
        _advisories.Resolve();
        _isResolved = true;
        return _advisories;
    }

    /// <summary>States how many entries of a feed were read and how many could not be. A feed without advisories is listed too.</summary>
    /// <param name="report">The feed's own report; counts are added to those of a report of the same source before.</param>
    /// <param name="inputDigest">Digest of what was read (<c>sha256:…</c>), or empty.</param>
    public void AddSource(SourceReport report, string inputDigest = "")
    {
        ArgumentNullException.ThrowIfNull(report);
        ThrowIfFinished();
        _sources.Add(report, inputDigest);
    }

    /// <summary>States how many advisories of a source there are that were not added one by one.</summary>
    internal void CountAdvisories(string source, int advisories, DateTimeOffset? newest) => _sources.Count(source, newest, advisories);

    /// <summary>Writes the generation; can be done once.</summary>
    /// <param name="output">Seekable; the store begins where it stands.</param>
    /// <returns>The content id.</returns>
    public string Write(Stream output)
    {
        ArgumentNullException.ThrowIfNull(output);
        ThrowIfFinished();
        _finished = true;
        if (!_isResolved)
        {
            Resolve();
        }

        using var store = new StoreWriter(output);
        var keys = new KeySections(store, _space, _rows.Merge(), new CarriedKeys(_before), new KeyBlockBuilder(_vocabulary, _advisories), _vocabulary);
        var rows = keys.Write();
        new DirectorySections(_advisories, _before, _vocabulary, _space).Write(store);
        _vulnerabilities.WriteSections(store, _advisories, _before, _vocabulary);
        WriteMeta(store, rows);
        _vocabulary.WriteSections(store, _space);
        return store.Finish();
    }

    /// <summary>Deletes the temporary files.</summary>
    public void Dispose() => _space.Dispose();

    private void WriteMeta(StoreWriter store, long rows)
    {
        var writer = new ByteWriter();
        writer.Number((int)StoreFormat.CompilerVersion);
        writer.Int64(rows);
        _sources.Write(writer);
        store.Begin(Section.Meta).Append(writer.Written);
    }

    private void ThrowIfFinished()
    {
        if (_finished)
        {
            throw new InvalidOperationException("The generation is written; start a new compiler.");
        }
    }
}
