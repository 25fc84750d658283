using System.Data.Common;
using Vigil.Domain.Findings.LifeCycle;
using Vigil.Storage.Sessions;

namespace Vigil.Storage.Queries;

/// <summary>An order of findings: the columns by which they stand in it, the last of which is their number, and the walk along the tables that gives it.</summary>
/// <param name="Keys">The columns.</param>
/// <param name="Walk">The tables, in the order in which to walk; those that are missing are joined behind.</param>
/// <param name="Seek">How many of the columns the first table has: behind them the walk begins.</param>
internal sealed record FindingOrder(OrderKey[] Keys, Func<Session, string> Walk, int Seek)
{
    /// <summary>The column by which the first table belongs to an account, when that is not the findings themselves.</summary>
    public string Scope { get; init; } = "";

    private static readonly OrderKey Id = new("f.id", typeof(long));

    /// <summary>The order by a word of the API.</summary>
    public static FindingOrder Of(FindingSort sort) => sort switch
    {
        FindingSort.FirstObservedAt => Along("finding_first", Number("f.first_at")),
        FindingSort.AwsAccountId => Along("finding_first", Number("f.account"), Number("f.first_at")),
        FindingSort.FindingStatus => Along("finding_first", Number("f.status"), Number("f.first_at")),
        FindingSort.Severity => Along("finding_severity", Number("f.severity")),
        FindingSort.InspectorScore => Along("finding_score", new OrderKey("f.score", typeof(double))),
        FindingSort.UpdatedAt => Along("finding_updated", Number("f.updated_at")),
        FindingSort.FindingType => ByScans(Number("c.scan_type")),
        FindingSort.LastObservedAt => ByScans(Number(FindingColumns.LastObserved)),
        FindingSort.ResourceType => ByResource(Number("r.type")),
        FindingSort.EcrImagePushedAt => ByResource(Number("r.pushed_at")),
        FindingSort.EcrImageRepositoryName => ByResource(Text("r.repository")),
        FindingSort.EcrImageRegistry => ByResource(Text("r.registry")),
        FindingSort.VulnerabilityId => ByFlaw(Text("v.name")),
        FindingSort.EpssScore => ByFlaw(new OrderKey("v.epss", typeof(double))),
        FindingSort.VulnerabilitySource => ByAssessment(Text("a.source")),
        FindingSort.VendorSeverity => ByAssessment(Text("a.vendor_severity")),
        FindingSort.NetworkProtocol => ByAssessment(Text("a.protocol")),
        FindingSort.ComponentType => ByAssessment(Text("a.component_type")),
        _ => throw new ArgumentOutOfRangeException(nameof(sort)),
    };

    /// <summary>The columns for findings of one status: all that are active were last seen by the last scan.</summary>
    public string[] KeysOf(int status) =>
        [.. Keys.Select(key => key.Sql == FindingColumns.LastObserved ? status == (int)FindingStatus.Active ? "c.scanned_at" : "f.last_at" : key.Sql)];

    /// <summary>Reads the place of a row.</summary>
    public object[] Read(DbDataReader row) => [.. Keys.Select((key, at) => key.Read(row, at))];

    /// <summary>A place from a token, which may come from anybody.</summary>
    /// <exception cref="InvalidPageTokenException">It has values of other types.</exception>
    public object[] Typed(object[] values) => [.. Keys.Select((key, at) => key.Typed(values[at]))];

    /// <summary>Compares two places.</summary>
    public static int Compare(object[] left, object[] right)
    {
        var order = 0;
        for (var at = 0; order == 0 && at < left.Length; at++)
        {
            order = left[at] is string text ? CodePointOrder.Compare(text, (string)right[at]) : ((IComparable)left[at]).CompareTo(right[at]);
        }

        return order;
    }

    private static FindingOrder Along(string index, params OrderKey[] keys) => new([.. keys, Id], session => $"finding f{session.Along(index)}", keys.Length + 1);

    private static FindingOrder ByResource(OrderKey key) => new(
        [key, Number("r.id"), Id],
        session => $"resource r CROSS JOIN finding f{session.Along("finding_resource")}",
        2) { Scope = "r.account" };

    private static FindingOrder ByFlaw(OrderKey key) => new(
        [key, Number("v.id"), Number("a.id"), Id],
        session => $"vulnerability v CROSS JOIN assessment a CROSS JOIN finding f{session.Along("finding_assessment")}",
        2);

    private static FindingOrder ByAssessment(OrderKey key) => new(
        [key, Number("a.id"), Id],
        session => $"assessment a CROSS JOIN finding f{session.Along("finding_assessment")}",
        2);

    private static FindingOrder ByScans(OrderKey key) => new(
        [key, Number("c.resource"), Id],
        session => $"coverage c CROSS JOIN finding f{session.Along("finding_resource")}",
        2) { Scope = "c.account" };

    private static OrderKey Number(string sql) => new(sql, typeof(long));

    private static OrderKey Text(string sql) => new(sql, typeof(string));
}

/// <summary>A column by which findings stand in an order.</summary>
/// <param name="Sql">The column.</param>
/// <param name="Type">Type of its values: whole number, real number or text.</param>
internal sealed record OrderKey(string Sql, Type Type)
{
    public object Read(DbDataReader row, int at) => Type == typeof(string) ? row.GetString(at) : Type == typeof(double) ? (object)row.GetDouble(at) : row.GetInt64(at);

    public object Typed(object value) => (Type == typeof(double), value) switch
    {
        (true, long number) => (double)number,
        _ => value.GetType() == Type ? value : throw new InvalidPageTokenException(),
    };
}
