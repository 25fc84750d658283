using Vigil.Advisories.Store;
using Vigil.Domain.Packages;
using Vigil.Scanning.Estates;
using Vigil.Scanning.Matching;

namespace Vigil.Storage.Estates;

/// <summary>All resources of a site in a SQLite file: the same as <see cref="Estate"/>, for estates that must survive their process.</summary>
/// <remarks>
/// Every change is a transaction, or a row of them that goes on where it was cut off. One process writes at a time. Not for several threads at once.
/// </remarks>
public sealed class SqliteEstate : IDisposable
{
    private readonly Database _database;
    private Judge? _judge;

    /// <summary>Opens an estate; makes an empty one when the file is not there.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InvalidDataException">The file has another schema.</exception>
    public SqliteEstate(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        _database = new Database(path, EstateSchema.Sql, EstateSchema.Version);
    }

    /// <summary>Content id of the generation that all standings rest on; <see langword="null"/> before the first.</summary>
    public string? Generation => _database["SELECT content FROM generation"].First() as string;

    /// <summary>Content id of the generation to which a delta leads that was begun and not finished; <see langword="null"/> when there is none.</summary>
    public string? Unfinished => _database["SELECT after FROM delta WHERE stage < 2"].First() as string;

    /// <summary>Judges coordinates that are seen for the first time by a generation: the one of the estate, or the first one of an empty estate.</summary>
    /// <exception cref="ArgumentException">The estate rests on another generation.</exception>
    public void JudgeBy(AdvisoryStore store)
    {
        ArgumentNullException.ThrowIfNull(store);
        _database.Transact(() => _database["INSERT INTO generation VALUES (1, $1) ON CONFLICT DO NOTHING"].Run(store.ContentId));
        if (Generation != store.ContentId)
        {
            throw new ArgumentException($"The estate rests on generation {Generation}; apply the delta from it to {store.ContentId}.", nameof(store));
        }

        _judge = JudgeOf(store);
    }

    /// <summary>Takes what resources contain, in the place of what was known of them: all of them or, when something fails, none.</summary>
    /// <remarks>Many at once are far cheaper than one by one.</remarks>
    /// <exception cref="InvalidOperationException"><see cref="JudgeBy"/> was not called, or a delta is not finished.</exception>
    public void Put(IEnumerable<(string Resource, IEnumerable<Coordinate> Coordinates)> resources)
    {
        ArgumentNullException.ThrowIfNull(resources);
        var judge = _judge ?? throw new InvalidOperationException("Say first by which generation to judge.");
        if (Unfinished is { } unfinished)
        {
            throw new InvalidOperationException($"The delta to generation {unfinished} is not finished: resume it first.");
        }

        try
        {
            _database.Transact(() => new Intake(_database, judge).Put(resources));
        }
        catch
        {
            _judge = JudgeOf(judge.Store); // it knows numbers of flaws that were rolled back
            throw;
        }
    }

    /// <summary>Takes what one resource contains.</summary>
    public void Put(string resource, IEnumerable<Coordinate> coordinates) => Put([(resource, coordinates)]);

    /// <summary>Takes an inventory as what a resource contains.</summary>
    public void Put(string resource, Inventory inventory) => Put(resource, InventoryMatcher.CoordinatesOf(inventory));

    /// <summary>Forgets what a resource contains.</summary>
    public void Remove(string resource) => Put(resource, []);

    /// <summary>Goes on to another generation, in many short transactions. Cut off at any point, it goes on with <see cref="Resume"/>.</summary>
    /// <param name="delta">What differs between <see cref="Generation"/> and the other one.</param>
    /// <param name="after">The other one.</param>
    /// <param name="committed">Called after every transaction.</param>
    /// <param name="cancellation">Looked at between transactions.</param>
    /// <returns>Number of the delta, for <see cref="FindingChanges"/>.</returns>
    /// <exception cref="ArgumentException">The delta is one of other generations.</exception>
    /// <exception cref="InvalidOperationException">Another delta is not finished.</exception>
    public long Apply(GenerationDelta delta, AdvisoryStore after, Action committed, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(delta);
        ArgumentNullException.ThrowIfNull(after);
        ArgumentNullException.ThrowIfNull(committed);
        if (Unfinished is { } unfinished)
        {
            throw new InvalidOperationException($"The delta to generation {unfinished} is not finished: resume it first.");
        }

        if (delta.Before != Generation || delta.After != after.ContentId)
        {
            throw new ArgumentException($"The delta leads from {delta.Before} to {delta.After}, not from {Generation} to {after.ContentId}.", nameof(delta));
        }

        DeltaRun.Begin(_database, delta);
        committed();
        return Resume(after, committed, cancellation);
    }

    /// <summary>Finishes a delta that was begun, in this process or in one that died.</summary>
    /// <param name="after">The generation that <see cref="Unfinished"/> names.</param>
    /// <param name="committed">Called after every transaction.</param>
    /// <param name="cancellation">Looked at between transactions.</param>
    /// <returns>Number of the delta, for <see cref="FindingChanges"/>.</returns>
    /// <exception cref="ArgumentException">It leads to another generation, or there is none.</exception>
    public long Resume(AdvisoryStore after, Action committed, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(after);
        ArgumentNullException.ThrowIfNull(committed);
        if (Unfinished != after.ContentId)
        {
            throw new ArgumentException($"No delta to generation {after.ContentId} was begun.", nameof(after));
        }

        var judge = JudgeOf(after);
        var run = new DeltaRun(_database, judge);
        while (!run.IsDone)
        {
            cancellation.ThrowIfCancellationRequested();
            run.Step();
            committed();
        }

        _judge = judge;
        return run.Number;
    }

    /// <summary>The findings that a delta changed, ascending by resource and flaw; none before it is done.</summary>
    /// <param name="delta">What <see cref="Apply"/> returned.</param>
    public IEnumerable<FindingChange> FindingChanges(long delta)
    {
        using var rows = _database[
            "SELECT resource, vulnerability, kind FROM finding_change JOIN delta ON id = delta WHERE delta = $1 AND stage = 2 ORDER BY resource, vulnerability"].Rows(delta);
        while (rows.Read())
        {
            yield return new FindingChange(rows.GetInt32(0), rows.GetInt32(1), (FindingChangeKind)rows.GetInt32(2));
        }
    }

    /// <summary>Deletes the finding changes of a delta, once they are taken over.</summary>
    public void Forget(long delta) => _database.Transact(() => _database["DELETE FROM finding_change WHERE delta = $1"].Run(delta));

    /// <summary>Id of a resource by its number; <see langword="null"/> when there is none.</summary>
    public string? Resource(int number) => _database["SELECT name FROM resource WHERE id = $1"].First(number) as string;

    /// <summary>Primary id of a flaw by its number; <see langword="null"/> when there is none.</summary>
    public string? Vulnerability(int number) => _database["SELECT name FROM vulnerability WHERE id = $1"].First(number) as string;

    /// <summary>Every coordinate that was ever seen, and where it stands.</summary>
    public IEnumerable<(Coordinate Coordinate, Standing Standing)> Standings()
    {
        using var rows = _database[$"SELECT state, verdicts, {Rows.CoordinateColumns} FROM coordinate ORDER BY id"].Rows();
        while (rows.Read())
        {
            yield return (Rows.Coordinate(rows, 2), Rows.Standing(rows, 0));
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _database.Dispose();

    private Judge JudgeOf(AdvisoryStore store) => new(store, _database.NumberOfVulnerability);
}
