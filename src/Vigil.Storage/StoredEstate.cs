using Vigil.Advisories.Exploits;
using Vigil.Advisories.Store;
using Vigil.Storage.Estates;
using Vigil.Storage.Sessions;

namespace Vigil.Storage;

/// <summary>All resources of a site, what they contain, and the findings that follow. For any number of threads and processes; one writes at a time.</summary>
/// <remarks>
/// It judges by the generation that the database names, whoever led it there. While a delta is under way that is the generation to which it leads: what is submitted
/// meanwhile is judged by it at once, and nobody waits for the delta.
/// </remarks>
public sealed class StoredEstate
{
    private const int MostPackagesTogether = 50_000;

    private readonly EstateDatabase _database;
    private readonly TimeProvider _clock;
    private readonly Func<string, AdvisoryStore?>? _open;
    private readonly SharedTurns<PreparedSubmission[], int> _turns;
    private AdvisoryStore? _store;
    private AdvisoryStore? _next;
    private ExploitTable _exploits = ExploitTable.Empty;
    private EstateWriter? _writer;

    /// <param name="database">Where it is kept.</param>
    /// <param name="clock">The time.</param>
    /// <param name="open">Opens a generation by its content id, when another process led the estate to it; gives <see langword="null"/> when it is not kept here.</param>
    public StoredEstate(EstateDatabase database, TimeProvider clock, Func<string, AdvisoryStore?>? open = null)
    {
        (_database, _clock, _open) = (database, clock, open);
        _turns = new SharedTurns<PreparedSubmission[], int>(MostPackagesTogether, static submissions => submissions.Sum(one => one.Contents.Count), Take);
    }

    /// <summary>Content id of the generation that all findings rest on; <see langword="null"/> before the first.</summary>
    public string? Generation => _database.Read(GenerationOf);

    /// <summary>Content id of the generation to which a delta leads that was begun and not finished; <see langword="null"/> when there is none.</summary>
    public string? Unfinished => _database.Read(UnfinishedOf);

    /// <summary>Says what is open in this process. An empty estate begins with that generation; any other goes on with its own until a delta leads it on.</summary>
    /// <param name="store">The generation; it must stay open as long as the estate is used.</param>
    /// <param name="exploits">What is known of exploitation; as long as that.</param>
    public void JudgeBy(AdvisoryStore store, ExploitTable exploits)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(exploits);
        _database.Write(session =>
        {
            session["INSERT INTO generation VALUES (1, $1) ON CONFLICT DO NOTHING"].Run(store.ContentId);
            (_next, _exploits, _writer) = (store, exploits, null);
        });
    }

    /// <summary>Takes inventories: all of them or, when something fails, none.</summary>
    /// <remarks>
    /// Whoever submits while another writes shares the next transaction with all who wait, and what can be done without the database is done before: many callers
    /// with one submission each are about as cheap as one with many.
    /// </remarks>
    /// <returns>How many were taken: not those of which a newer one is known.</returns>
    /// <exception cref="InvalidOperationException">The generation of the estate is not open in this process and cannot be opened.</exception>
    public int Submit(params IReadOnlyCollection<Submission> submissions)
    {
        ArgumentNullException.ThrowIfNull(submissions);
        return _turns.Do(submissions.Count == 1
            ? [PreparedSubmission.Of(submissions.First())]
            : [.. submissions.AsParallel().AsOrdered().Select(PreparedSubmission.Of)]);
    }

    /// <summary>Takes what scans found that look for something other than packages: all of it or, when something fails, none.</summary>
    /// <exception cref="InvalidOperationException">The generation of the estate is not open in this process and cannot be opened.</exception>
    public void Submit(params IReadOnlyCollection<ContentSubmission> submissions)
    {
        ArgumentNullException.ThrowIfNull(submissions);
        var now = Times.Now(_clock);
        Write(writer =>
        {
            var intake = new Intake(writer, new RuleBook(writer, _database.Region, now), now);
            foreach (var submission in submissions)
            {
                intake.Put(submission);
            }

            return true;
        });
    }

    /// <summary>Goes on to another generation, in many short transactions. Cut off at any point, it goes on with <see cref="Resume"/>.</summary>
    /// <param name="delta">What differs between <see cref="Generation"/> and the other one.</param>
    /// <param name="after">The other one; it must stay open as long as the estate is used.</param>
    /// <param name="committed">Called after every transaction.</param>
    /// <param name="cancellation">Looked at between transactions.</param>
    /// <exception cref="ArgumentException">The delta is one of other generations.</exception>
    /// <exception cref="InvalidOperationException">Another delta is not finished.</exception>
    public void Apply(GenerationDelta delta, AdvisoryStore after, Action committed, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(delta);
        ArgumentNullException.ThrowIfNull(after);
        ArgumentNullException.ThrowIfNull(committed);
        _database.WriteInBulk(session =>
        {
            if (UnfinishedOf(session) is { } unfinished)
            {
                throw new InvalidOperationException($"The delta to generation {unfinished} is not finished: resume it first.");
            }

            if (GenerationOf(session) is var generation && (delta.Before != generation || delta.After != after.ContentId))
            {
                throw new ArgumentException($"The delta leads from {delta.Before} to {delta.After}, not from {generation} to {after.ContentId}.", nameof(delta));
            }

            DeltaRun.Begin(session, delta);
            _next = after;
        });
        committed();
        Resume(after, committed, cancellation);
    }

    /// <summary>
    /// Goes on to another generation when the one on which the estate rests is not kept any more, or the one to which a delta is under way: every distinct package is
    /// judged again, from the database; in the second case all resources are looked at as well.
    /// </summary>
    /// <param name="after">The other one; it must stay open as long as the estate is used.</param>
    /// <param name="committed">Called after every transaction.</param>
    /// <param name="cancellation">Looked at between transactions.</param>
    public void JudgeAllBy(AdvisoryStore after, Action committed, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(after);
        ArgumentNullException.ThrowIfNull(committed);
        _database.WriteInBulk(session =>
        {
            if (UnfinishedOf(session) is null)
            {
                DeltaRun.BeginWithAll(session, GenerationOf(session) ?? "", after.ContentId);
            }
            else
            {
                DeltaRun.Turn(session, after.ContentId);
            }

            _next = after;
        });
        committed();
        Resume(after, committed, cancellation);
    }

    /// <summary>Finishes a delta that was begun, in this process or in one that died.</summary>
    /// <param name="after">The generation that <see cref="Unfinished"/> names; it must stay open as long as the estate is used.</param>
    /// <param name="committed">Called after every transaction.</param>
    /// <param name="cancellation">Looked at between transactions.</param>
    /// <exception cref="ArgumentException">It leads to another generation, or there is none.</exception>
    public void Resume(AdvisoryStore after, Action committed, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(after);
        ArgumentNullException.ThrowIfNull(committed);
        DeltaRun? run = null;
        do
        {
            cancellation.ThrowIfCancellationRequested();
            _database.WriteInBulk(session =>
            {
                _next = after;
                run = UnfinishedOf(session) == after.ContentId
                    ? NextStep(run, WriterOf(session))
                    : throw new ArgumentException($"No delta to generation {after.ContentId} is under way.", nameof(after));
            });
            committed();
        }
        while (!run!.IsDone); // the first step took it up
    }

    /// <summary>Whether what is said of flaws is that of the generation and the exploitation data by which the estate judges; if not, <see cref="Refresh"/>.</summary>
    public bool IsRefreshed => _database.Read(session => session["SELECT value FROM setting WHERE name = 'refreshed'"].First() as string == FactsOf(session));

    /// <summary>
    /// Brings severities, scores and words of flaws up to date after <see cref="Apply"/>, and after <see cref="JudgeBy"/> with other exploitation data:
    /// nothing is matched. In short transactions; cut off, it can be called again.
    /// </summary>
    /// <param name="committed">Called after every transaction.</param>
    /// <param name="cancellation">Looked at between transactions.</param>
    public void Refresh(Action committed, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(committed);
        var facts = _database.Read(FactsOf);
        for (long? after = 0; after is { } from;)
        {
            cancellation.ThrowIfCancellationRequested();
            _database.WriteInBulk(session => { after = new FlawRefresh(WriterOf(session), _database.Region).Step(from, new StepBudget(_database, _clock)); });
            committed();
        }

        _database.Write(session => { session["INSERT INTO setting VALUES ('refreshed', $1) ON CONFLICT (name) DO UPDATE SET value = excluded.value"].Run(facts); });
    }

    private IReadOnlyList<int> Take(IReadOnlyList<PreparedSubmission[]> submissions)
    {
        var now = Times.Now(_clock);
        var taken = Write(writer => new Intake(writer, new RuleBook(writer, _database.Region, now), now).Put([.. submissions.SelectMany(one => one)]));
        return [.. submissions.Select(one => one.Count(taken.Contains))];
    }

    private DeltaRun NextStep(DeltaRun? run, EstateWriter writer)
    {
        // what the run before remembers goes with its writer
        run = run?.Writer == writer ? run : new DeltaRun(writer, _database.Region);
        run.Step(new StepBudget(_database, _clock));
        return run;
    }

    private T Write<T>(Func<EstateWriter, T> write) => _database.Write(session =>
    {
        var writer = WriterOf(session);
        var result = write(writer);
        writer.Save();
        return result;
    });

    // one that remembers what is no longer so is not used again: another process led the estate on or wrote other words, or a write failed and took its session along
    private EstateWriter WriterOf(Session session)
    {
        var basis = new WriterBasis(GenerationOf(session), UnfinishedOf(session), DeltaRun.LastNumber(session), AssessmentTable.RewritingsOf(session));
        if (_writer is null || _writer.Session != session || _writer.Basis != basis)
        {
            _writer = new EstateWriter(session, StoreOf(basis.Target), _exploits, basis);
        }

        return _writer;
    }

    private AdvisoryStore StoreOf(string? generation)
    {
        _store = generation == _store?.ContentId ? _store
            : generation == _next?.ContentId ? _next
            : (generation is null ? null : _open?.Invoke(generation))
                ?? throw new InvalidOperationException($"The estate rests on generation {generation ?? "none"}, which is not open in this process and not kept where it looks.");
        return _store!; // none of the three is null
    }

    private string FactsOf(Session session) => $"{GenerationOf(session)} {_exploits.ContentId}";

    private static string? GenerationOf(Session session) => session["SELECT content FROM generation"].First() as string;

    private static string? UnfinishedOf(Session session) => session["SELECT after FROM delta WHERE stage < 2"].First() as string;
}
