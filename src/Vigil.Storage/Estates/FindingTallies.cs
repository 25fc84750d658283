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
    private readonly Dictionary<(long Account, long Resource, long Assessment, FindingType Type, int Severity, bool MayHaveLayers), long> _changes = [];

    /// <summary>Which tables there are.</summary>
    internal static readonly Tally[] Tables =
    [
        new("tally_resource", "f.account, f.resource, f.type, f.severity", ""),
        new("tally_title", "f.account, a.title, a.vulnerability, f.type, a.resource_type, f.severity, a.fix", "JOIN assessment a ON a.id = f.assessment"),
        new(
            "tally_package",
            "f.account, p.name, f.type, a.resource_type, f.severity",
            "JOIN assessment a ON a.id = f.assessment JOIN assessment_package p ON p.assessment = f.assessment AND p.is_first = 1"),
        new(
            "tally_layer",
            "f.account, f.resource, p.layer, p.function_layer, f.type, f.severity",
            """
            JOIN (SELECT DISTINCT q.assessment, q.layer, q.function_layer FROM assessment_package q WHERE q.layer <> '' OR q.function_layer <> '') p
              ON p.assessment = f.assessment
            """),
    ];

    /// <summary>A finding is there that was not.</summary>
    public void Open(long account, long resource, FindingType type, Assessment assessment, FindingStatus status) =>
        Add((account, resource, assessment.Id, type, assessment.Severity, !assessment.IsWithoutLayers), status, 1);

    /// <summary>A finding became another.</summary>
    public void Change(long account, StoredFinding finding, Assessment assessment, FindingStatus status)
    {
        Add((account, finding.Resource, finding.Assessment, finding.Type, finding.Severity, true), finding.State.Status, -1);
        Add((account, finding.Resource, assessment.Id, finding.Type, assessment.Severity, true), status, 1);
    }

    /// <summary>Writes what changed. The assessments that it speaks of must be there.</summary>
    public void Save()
    {
        var changes = _changes.Where(change => change.Value != 0).ToList();
        _changes.Clear();
        foreach (var tally in Tables)
        {
            // few rows where many findings share what is counted
            var rows = changes.Where(change => !tally.IsOfLayers || change.Key.MayHaveLayers)
                .GroupBy(change => (change.Key.Account, Resource: tally.KnowsResource ? change.Key.Resource : 0, Assessment: tally.KnowsContent ? change.Key.Assessment : 0, change.Key.Type, change.Key.Severity))
                .Select(group => (object[])
                [
                    group.Key.Account, group.Key.Resource, group.Key.Assessment, (long)group.Key.Type, (long)group.Key.Severity, group.Sum(change => change.Value),
                ])
                .Where(row => row[^1] is not 0L);
            session.RunOver("f", "account, resource, assessment, type, severity, n", [.. rows], changed =>
                $"""
                INSERT INTO {tally.Table} ({tally.Keys}, n) SELECT {tally.Columns}, CAST(sum(f.n) AS bigint) FROM {changed} {tally.From} WHERE 1 = 1 GROUP BY {tally.Columns}
                ON CONFLICT ({tally.Keys}) DO UPDATE SET n = {tally.Table}.n + excluded.n
                """);
        }
    }

    private void Add((long Account, long Resource, long Assessment, FindingType Type, int Severity, bool MayHaveLayers) key, FindingStatus status, long n)
    {
        if (status == FindingStatus.Active)
        {
            _changes[key] = _changes.GetValueOrDefault(key) + n;
        }
    }
}

/// <summary>A table of counts.</summary>
/// <param name="Table">Its name.</param>
/// <param name="Columns">What makes its groups, of rows <c>f</c> of findings or of changes and of what is joined to them.</param>
/// <param name="From">What is joined.</param>
internal sealed record Tally(string Table, string Columns, string From)
{
    /// <summary>The columns of its key.</summary>
    public string Keys { get; } = string.Join(", ", Columns.Split(", ").Select(column => column[2..]));

    /// <summary>Whether resources are told apart.</summary>
    public bool KnowsResource => Columns.Contains("f.resource", StringComparison.Ordinal);

    /// <summary>Whether assessments are told apart.</summary>
    public bool KnowsContent => From.Length > 0;

    /// <summary>Whether only those of layers count.</summary>
    public bool IsOfLayers => Columns.Contains("p.layer", StringComparison.Ordinal);
}
