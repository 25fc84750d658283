using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Options;
using Vigil.Advisories.Compilation;
using Vigil.Advisories.Exploits;
using Vigil.Advisories.Store;
using Vigil.Server.Hosting;
using Vigil.Storage;
using Vigil.Storage.Queries;

namespace Vigil.Server.Simulation;

/// <summary><c>vigil-server simulate</c>: leads a copy of the estate through the generations of a directory, oldest first, and says what each step costs and changes.</summary>
/// <remarks>Nothing is told to anybody and the estate itself stays as it is.</remarks>
internal sealed class FeedHistory(EstateDatabase estate, IOptions<ServerOptions> options, TimeProvider clock)
{
    /// <summary>Runs it.</summary>
    /// <param name="output">Where the table goes.</param>
    /// <param name="cancellation">Looked at between transactions.</param>
    /// <exception cref="NotSupportedException">The estate is on PostgreSQL: only SQLite is copied in one call.</exception>
    public void Run(TextWriter output, CancellationToken cancellation)
    {
        var generations = new Generations(options.Value.EffectiveAdvisories);
        var ids = generations.List().Reverse().ToList();
        if (ids.Count == 0)
        {
            throw new FormatException($"{generations.Directory} has no generations: vigil db update makes them and keeps three.");
        }

        var copy = Directory.CreateTempSubdirectory("vigil-simulation-");
        try
        {
            var path = Path.Combine(copy.FullName, "vigil.db");
            estate.BackUp(path);
            using var database = EstateDatabase.OpenFile(path);
            Run(database, generations, ids, output, cancellation);
        }
        finally
        {
            copy.Delete(recursive: true);
        }
    }

    private void Run(EstateDatabase database, Generations generations, List<string> ids, TextWriter output, CancellationToken cancellation)
    {
        var (simulated, feed) = (new StoredEstate(database, clock), new ChangeFeed(database));
        using var exploits = ExploitTable.OpenIn(generations.Directory);
        output.WriteLine("generation    advisories      keys   changes of findings   CPU s   wall s");
        var before = Begin(simulated, generations, ids, exploits, cancellation);
        foreach (var id in ids)
        {
            var after = generations.Open(id);
            if (id != before.ContentId)
            {
                Step(simulated, feed, before, after, output, cancellation);
                before.Dispose();
                before = after;
            }
        }

        before.Dispose();
    }

    // from the oldest that is kept, wherever the estate rests now
    private static AdvisoryStore Begin(StoredEstate simulated, Generations generations, List<string> ids, ExploitTable exploits, CancellationToken cancellation)
    {
        var oldest = generations.Open(ids[0]);
        simulated.JudgeBy(oldest, exploits);
        if (simulated.Unfinished is not null)
        {
            throw new InvalidDataException("The estate is on its way to another generation: simulate when it has arrived.");
        }

        if (simulated.Generation != oldest.ContentId)
        {
            simulated.JudgeAllBy(oldest, () => { }, cancellation);
        }

        return oldest;
    }

    private static void Step(StoredEstate simulated, ChangeFeed feed, AdvisoryStore before, AdvisoryStore after, TextWriter output, CancellationToken cancellation)
    {
        var (number, processor, watch) = (feed.LastNumber, Environment.CpuUsage.TotalTime, Stopwatch.StartNew());
        var delta = GenerationDiff.Compute(before, after);
        simulated.Apply(delta, after, () => { }, cancellation);
        simulated.Refresh(() => { }, cancellation);
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{after.ContentId[..12]}  {delta.Advisories.Length,10}  {delta.Keys.Length,8}  {feed.LastNumber - number,20}  {(Environment.CpuUsage.TotalTime - processor).TotalSeconds,6:0.00}  {watch.Elapsed.TotalSeconds,7:0.00}"));
    }
}
