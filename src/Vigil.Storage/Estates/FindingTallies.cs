using Vigil.Domain.Findings;
using Vigil.Domain.Findings.LifeCycle;
using Vigil.Storage.Sessions;

namespace Vigil.Storage.Estates;

/// <summary>
/// The counts of active findings that aggregations are answered from. What changes is kept and added to the tables in the transaction in which the findings
/// change, so that an aggregation reads as many rows as it has groups, however many findings there are.
/// </summary>
internal sealed class FindingTallies(Session session)
{
    private const string Staged = "tally_change";

    private readonly Dictionary<(long Account, long Resource, long Assessment, FindingType Type, int Severity), long> _changes = [];
    private bool _isStagedMade;

    /// <summary>Which tables there are, how each is counted from rows <c>f</c> of findings or of changes, and what makes its groups.</summary>
    internal static readonly (string Table, string Columns, string From)[] Tables =
    [
        ("tally_resource", "f.account, f.resource, f.type, f.severity", ""),
        ("tally_title", "f.account, a.title, a.vulnerability, f.type, a.resource_type, f.severity, a.fix", "JOIN assessment a ON a.id = f.assessment"),
        (
            "tally_package",
            "f.account, p.name, f.type, a.resource_type, f.severity",
            "JOIN assessment a ON a.id = f.assessment JOIN assessment_package p ON p.assessment = f.assessment AND p.is_first = 1"),
        (
            "tally_layer",
            "f.account, f.resource, p.layer, p.function_layer, f.type, f.severity",
            """
            JOIN (SELECT DISTINCT q.assessment, q.layer, q.function_layer FROM assessment_package q WHERE q.layer <> '' OR q.function_layer <> '') p
              ON p.assessment = f.assessment
            """),
    ];

    /// <summary>A finding is there that was not.</summary>
    public void Open(long account, long resource, FindingType type, Assessment assessment, FindingStatus status) =>
        Add((account, resource, assessment.Id, type, assessment.Severity), status, 1);

    /// <summary>A finding became another.</summary>
    public void Change(long account, StoredFinding finding, Assessment assessment, FindingStatus status)
    {
        Add((account, finding.Resource, finding.Assessment, finding.Type, finding.Severity), finding.State.Status, -1);
        Add((account, finding.Resource, assessment.Id, finding.Type, assessment.Severity), status, 1);
    }

    /// <summary>Writes what changed. The assessments that it speaks of must be there.</summary>
    public void Save()
    {
        object[][] rows = [.. _changes.Where(change => change.Value != 0).Select(change =>
            (object[])[change.Key.Account, change.Key.Resource, change.Key.Assessment, (long)change.Key.Type, (long)change.Key.Severity, change.Value])];
        _changes.Clear();
        if (rows.Length == 0)
        {
            return;
        }

        if (!_isStagedMade)
        {
            session.Run($"CREATE TEMP TABLE IF NOT EXISTS {Staged} (account bigint, resource bigint, assessment bigint, type bigint, severity bigint, n bigint)");
            _isStagedMade = true;
        }

        session.Insert(Staged, "account, resource, assessment, type, severity, n", rows);
        foreach (var (table, columns, from) in Tables)
        {
            var keys = string.Join(", ", columns.Split(", ").Select(column => column[2..]));
            session[
                $"""
                INSERT INTO {table} ({keys}, n) SELECT {columns}, CAST(sum(f.n) AS bigint) FROM {Staged} f {from} WHERE 1 = 1 GROUP BY {columns}
                ON CONFLICT ({keys}) DO UPDATE SET n = {table}.n + excluded.n
                """].Run();
        }

        session.Empty(Staged);
    }

    private void Add((long Account, long Resource, long Assessment, FindingType Type, int Severity) key, FindingStatus status, long n)
    {
        if (status == FindingStatus.Active)
        {
            _changes[key] = _changes.GetValueOrDefault(key) + n;
        }
    }
}
