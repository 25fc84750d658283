using Vigil.Advisories.Exploits;
using Vigil.Advisories.Store;
using Vigil.Storage.Estates;
using Vigil.Storage.Sessions;

namespace Vigil.Storage;

/// <summary>All resources of a site, what they contain, and the findings that follow. For any number of threads; one writes at a time.</summary>
/// <param name="database">Where it is kept.</param>
/// <param name="clock">The time.</param>
public sealed class StoredEstate(EstateDatabase database, TimeProvider clock)
{
    private AdvisoryStore? _store;
    private ExploitTable _exploits = ExploitTable.Empty;
    private EstateWriter? _writer;

    /// <summary>Content id of the generation that all findings rest on; <see langword="null"/> before the first.</summary>
    public string? Generation => database.Read(GenerationOf);

    /// <summary>Content id of the generation to which a delta leads that was begun and not finished; <see langword="null"/> when there is none.</summary>
    public string? Unfinished => database.Read(UnfinishedOf);

    /// <summary>Judges by a generation: the one of the estate, or the first one of an empty estate.</summary>
    /// <param name="store">The generation; it must stay open as long as the estate is used.</param>
    /// <param name="exploits">What is known of exploitation; as long as that.</param>
    /// <exception cref="ArgumentException">The estate rests on another generation.</exception>
    public void JudgeBy(AdvisoryStore store, ExploitTable exploits)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(exploits);
        database.Write(session => session["INSERT INTO generation VALUES (1, $1) ON CONFLICT DO NOTHING"].Run(store.ContentId));
        if (Generation is var generation && generation != store.ContentId)
        {
            throw new ArgumentException($"The estate rests on generation {generation}; apply the delta from it to {store.ContentId}.", nameof(store));
        }

        (_store, _exploits, _writer) = (store, exploits, null);
    }

    /// <summary>Takes inventories: all of them or, when something fails, none.</summary>
    /// <remarks>Many at once are cheaper than one by one; a few thousand packages at once keep others waiting for a blink.</remarks>
    /// <returns>How many were taken: not those of which a newer one is known.</returns>
    /// <exception cref="InvalidOperationException"><see cref="JudgeBy"/> was not called, or a delta is not finished.</exception>
    public int Submit(params IReadOnlyCollection<Submission> submissions)
    {
        ArgumentNullException.ThrowIfNull(submissions);
        var now = Times.Now(clock);
        return Write(writer =>
        {
            var intake = new Intake(writer, new RuleBook(writer, database.Region, now), now);
            return submissions.Count(intake.Put);
        });
    }

    /// <summary>Takes what scans found that look for something other than packages: all of it or, when something fails, none.</summary>
    /// <exception cref="InvalidOperationException"><see cref="JudgeBy"/> was not called, or a delta is not finished.</exception>
    public void Submit(params IReadOnlyCollection<ContentSubmission> submissions)
    {
        ArgumentNullException.ThrowIfNull(submissions);
        var now = Times.Now(clock);
        Write(writer =>
        {
            var intake = new Intake(writer, new RuleBook(writer, database.Region, now), now);
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
        database.Write(session =>
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
        Session? last = null;
        do
        {
            cancellation.ThrowIfCancellationRequested();
            database.Write(session =>
            {
                if (run is null || last != session)
                {
                    run = UnfinishedOf(session) == after.ContentId
                        ? new DeltaRun(new EstateWriter(session, after, _exploits), database.Region)
                        : throw new ArgumentException($"No delta to generation {after.ContentId} was begun.", nameof(after));
                    last = session;
                }

                run.Step(Times.Now(clock));
            });
            committed();
        }
        while (!run!.IsDone); // the first step took it up

        (_store, _writer) = (after, null);
    }

    /// <summary>Whether what is said of flaws is that of the generation and the exploitation data by which the estate judges; if not, <see cref="Refresh"/>.</summary>
    public bool IsRefreshed => database.Read(session => session["SELECT value FROM setting WHERE name = 'refreshed'"].First() as string) == Facts;

    private string Facts => $"{_store?.ContentId} {_exploits.ContentId}";

    /// <summary>
    /// Brings severities, scores and words of flaws up to date after <see cref="Apply"/>, and after <see cref="JudgeBy"/> with other exploitation data:
    /// nothing is matched. In short transactions; cut off, it can be called again.
    /// </summary>
    /// <param name="committed">Called after every transaction.</param>
    /// <param name="cancellation">Looked at between transactions.</param>
    public void Refresh(Action committed, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(committed);
        var now = Times.Now(clock);
        for (long? after = 0; after is { } from;)
        {
            cancellation.ThrowIfCancellationRequested();
            after = Write(writer => new FlawRefresh(writer, database.Region).Step(from, now));
            committed();
        }

        database.Write(session => session["INSERT INTO setting VALUES ('refreshed', $1) ON CONFLICT (name) DO UPDATE SET value = excluded.value"].Run(Facts));
    }

    private T Write<T>(Func<EstateWriter, T> write)
    {
        var store = _store ?? throw new InvalidOperationException("Say first by which generation to judge.");
        return database.Write(session =>
        {
            if (UnfinishedOf(session) is { } unfinished)
            {
                throw new InvalidOperationException($"The delta to generation {unfinished} is not finished: resume it first.");
            }

            if (GenerationOf(session) is var generation && generation != store.ContentId)
            {
                throw new InvalidOperationException($"The estate went on to generation {generation}.");
            }

            // a write that failed took its session along, and with it what this one remembers of rows that were rolled back
            _writer = _writer is { } known && known.Session == session ? known : new EstateWriter(session, store, _exploits);
            var result = write(_writer);
            _writer.Save();
            return result;
        });
    }

    private static string? GenerationOf(Session session) => session["SELECT content FROM generation"].First() as string;

    private static string? UnfinishedOf(Session session) => session["SELECT after FROM delta WHERE stage < 2"].First() as string;
}
