using Vigil.Advisories.Exploits;
using Vigil.Advisories.Store;
using Vigil.Domain.Findings;
using Vigil.Domain.Findings.LifeCycle;
using Vigil.Scanning.Estates;
using Vigil.Storage.Sessions;

namespace Vigil.Storage.Estates;

/// <summary>The tables as one generation's writer sees them, with what it remembers of them between transactions.</summary>
internal sealed class EstateWriter
{
    private readonly Dictionary<int, ClosedReason> _reasons = [];
    private readonly DeltaStandings? _underWay;

    public EstateWriter(Session session, AdvisoryStore store, ExploitTable exploits, WriterBasis basis)
    {
        Session = session;
        Store = store;
        Basis = basis;
        Flaws = new FlawTable(session, store, exploits);
        Judge = new Judge(store, Flaws.NumberOfFlaw, Flaws.Load);
        Coordinates = new CoordinateTable(session, Judge);
        Contents = new FindingContents(store, exploits);
        Assessments = new AssessmentTable(session);
        Resources = new ResourceTable(session);
        Blocks = new ResourceBlocks(session);
        Log = new ChangeLog(session);
        Findings = new FindingTable(session, Log);
        Coverage = new CoverageTable(session, Log);
        _underWay = basis.Unfinished is null ? null : new DeltaStandings(session, Coordinates, Judge);
    }

    public Session Session { get; }

    public AdvisoryStore Store { get; }

    /// <summary>What it was made on: when that is no longer so, what it remembers is not either.</summary>
    public WriterBasis Basis { get; }

    public Judge Judge { get; }

    public FlawTable Flaws { get; }

    public CoordinateTable Coordinates { get; }

    public FindingContents Contents { get; }

    public AssessmentTable Assessments { get; }

    public ResourceTable Resources { get; }

    public ResourceBlocks Blocks { get; }

    public ChangeLog Log { get; }

    public FindingTable Findings { get; }

    public CoverageTable Coverage { get; }

    /// <summary>Where a coordinate stands in <see cref="Store"/>, also while the table is still on its way there.</summary>
    public Standing StandingOf(int coordinate) => _underWay?.Of(coordinate) ?? Coordinates.StandingOf(coordinate);

    /// <summary>Why a flaw is gone from packages that are still there.</summary>
    public ClosedReason ReasonOfAdvisories(int flaw)
    {
        if (!_reasons.TryGetValue(flaw, out var reason))
        {
            reason = Store.IsWithdrawn(Flaws.NameOf(flaw)) ? ClosedReason.AdvisoryWithdrawn : ClosedReason.AdvisoryChanged;
            _reasons.Add(flaw, reason);
        }

        return reason;
    }

    /// <summary>The words of an assessment, be it written yet or not.</summary>
    public FindingContent ContentOf(long assessment)
    {
        Flaws.Flush();
        return Assessments.Content(assessment);
    }

    /// <summary>Writes what is kept back, at the end of a transaction.</summary>
    public void Save()
    {
        Flaws.Save();
        Coordinates.Save();
        Assessments.Save();
        Resources.Save();
        Blocks.Save();
        Findings.Save();
        Coverage.Save();
        Log.Save();
    }
}

/// <summary>What a writer takes for granted between transactions.</summary>
/// <param name="Generation">The generation of the estate.</param>
/// <param name="Unfinished">The one to which a delta is under way.</param>
/// <param name="Delta">The number of the last delta, done or under way.</param>
/// <param name="Rewritings">How often assessments were put into other words.</param>
internal sealed record WriterBasis(string? Generation, string? Unfinished, long Delta, long Rewritings)
{
    /// <summary>The generation to judge by.</summary>
    public string? Target => Unfinished ?? Generation;
}
