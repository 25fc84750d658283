using Vigil.Advisories.Exploits;
using Vigil.Advisories.Store;
using Vigil.Scanning.Estates;
using Vigil.Storage.Sessions;

namespace Vigil.Storage.Estates;

/// <summary>The tables as one generation's writer sees them, with what it remembers of them between transactions.</summary>
internal sealed class EstateWriter
{
    public EstateWriter(Session session, AdvisoryStore store, ExploitTable exploits)
    {
        Session = session;
        Store = store;
        Flaws = new FlawTable(session, store, exploits);
        Judge = new Judge(store, Flaws.NumberOfFlaw);
        Coordinates = new CoordinateTable(session, Judge);
        Contents = new FindingContents(store, exploits);
        Assessments = new AssessmentTable(session);
        Resources = new ResourceTable(session);
        Blocks = new ResourceBlocks(session);
        Log = new ChangeLog(session);
        Findings = new FindingTable(session, Log);
        Coverage = new CoverageTable(session, Log);
    }

    public Session Session { get; }

    public AdvisoryStore Store { get; }

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

    /// <summary>Writes what is kept back, at the end of a transaction.</summary>
    public void Save()
    {
        Flaws.Save();
        Coordinates.Save();
        Assessments.Save();
        Resources.Save();
        Blocks.Save();
        Findings.Save();
        Log.Save();
    }
}
