using Vigil.Storage.Estates;
using Vigil.Storage.Sessions;

namespace Vigil.Storage;

/// <summary>Looks through the tables for rows that lead nowhere and for numbers that do not agree. Reads everything: for tests, and after an accident.</summary>
public static class Integrity
{
    // each counts what must not be
    private static readonly (string What, string Sql)[] Rules =
    [
        (
            "findings without a resource",
            "SELECT count(*) FROM finding f WHERE NOT EXISTS (SELECT 1 FROM resource r WHERE r.id = f.resource AND r.account = f.account)"),
        (
            "findings without an assessment",
            "SELECT count(*) FROM finding f WHERE NOT EXISTS (SELECT 1 FROM assessment a WHERE a.id = f.assessment AND a.vulnerability = f.vulnerability)"),
        (
            "findings that differ from their assessment",
            "SELECT count(*) FROM finding f JOIN assessment a ON a.id = f.assessment WHERE f.status < 2 AND (f.severity <> a.severity OR f.score <> a.score)"),
        (
            "findings without coverage",
            "SELECT count(*) FROM finding f WHERE NOT EXISTS (SELECT 1 FROM coverage c WHERE c.account = f.account AND c.resource = f.resource AND c.scan_type = f.type)"),
        (
            "findings with the state of another status",
            "SELECT count(*) FROM finding WHERE (status = 2) <> (closed_at > 0) OR (status = 2) <> (closed_reason > 0)"),
        (
            "two living findings of one flaw",
            "SELECT count(*) FROM (SELECT 1 FROM finding WHERE status < 2 GROUP BY account, resource, vulnerability HAVING count(*) > 1) AS doubled"),
        (
            "findings that nobody was told of",
            // the feed forgets its oldest rows first, so whatever was opened after the oldest that is left must be in it
            """
            SELECT count(*) FROM finding f WHERE first_at > (SELECT min(at) FROM change WHERE kind > 0 OR event = 0)
              AND NOT EXISTS (SELECT 1 FROM change c WHERE c.kind = 0 AND c.subject = f.id)
            """),
        (
            "findings whose last change tells another status",
            "SELECT count(*) FROM finding f WHERE f.status <> (SELECT c.status FROM change c WHERE c.kind = 0 AND c.subject = f.id ORDER BY c.id DESC LIMIT 1)"),
        (
            "history of findings that are gone",
            "SELECT count(*) FROM change c WHERE c.kind = 0 AND c.event > 0 AND NOT EXISTS (SELECT 1 FROM finding f WHERE f.id = c.subject)"),
        (
            "assessments without words",
            "SELECT count(*) FROM assessment a WHERE NOT EXISTS (SELECT 1 FROM assessment_document d WHERE d.assessment = a.id)"),
        (
            "assessments without a flaw",
            "SELECT count(*) FROM assessment a WHERE NOT EXISTS (SELECT 1 FROM vulnerability v JOIN vulnerability_document d ON d.vulnerability = v.id WHERE v.id = a.vulnerability)"),
        (
            "packages without an assessment",
            "SELECT count(*) FROM assessment_package p WHERE NOT EXISTS (SELECT 1 FROM assessment a WHERE a.id = p.assessment)"),
        (
            "resources without words",
            "SELECT count(*) FROM resource r WHERE NOT EXISTS (SELECT 1 FROM resource_document d WHERE d.resource = r.id) OR NOT EXISTS (SELECT 1 FROM resource_contents c WHERE c.resource = r.id)"),
        ("words without a resource", "SELECT count(*) FROM resource_document d WHERE NOT EXISTS (SELECT 1 FROM resource r WHERE r.id = d.resource)"),
        (
            "contents without a resource",
            "SELECT count(*) FROM resource_contents d WHERE NOT EXISTS (SELECT 1 FROM resource r WHERE r.id = d.resource)"),
        ("labels without a resource", "SELECT count(*) FROM resource_label l WHERE NOT EXISTS (SELECT 1 FROM resource r WHERE r.id = l.resource)"),
        ("inventories without a resource", "SELECT count(*) FROM inventory i WHERE NOT EXISTS (SELECT 1 FROM resource r WHERE r.id = i.resource)"),
        (
            "coverage without a resource",
            "SELECT count(*) FROM coverage c WHERE NOT EXISTS (SELECT 1 FROM resource r WHERE r.id = c.resource AND r.account = c.account)"),
        (
            "resources of coordinates that do not exist",
            "SELECT count(*) FROM coordinate_resources b WHERE NOT EXISTS (SELECT 1 FROM coordinate c WHERE c.id = b.coordinate)"),
        ("resources to be filed that do not exist", "SELECT count(*) FROM resource_unfiled u WHERE NOT EXISTS (SELECT 1 FROM resource r WHERE r.id = u.resource)"),
        (
            "numbers that were given out twice",
            "SELECT count(*) FROM numbering WHERE name = 'finding' AND next <= (SELECT coalesce(max(id), 0) FROM finding)"),
    ];

    // the counts that are kept, against the findings: what is in one of them and not in the other
    private static readonly (string What, string Sql)[] Tallies = [.. FindingTallies.Tables.Select(tally =>
    {
        var kept = $"SELECT {tally.Keys}, n FROM {tally.Table} WHERE n <> 0";
        var counted = $"SELECT {tally.Columns}, count(*) FROM finding f {tally.From} WHERE f.status = 0 GROUP BY {tally.Columns}";
        return (
            $"counts in {tally.Table} that are not those of the findings",
            $"SELECT (SELECT count(*) FROM ({kept} EXCEPT {counted}) AS more) + (SELECT count(*) FROM ({counted} EXCEPT {kept}) AS less)");
    })];

    /// <summary>What is wrong, in words; empty when nothing is.</summary>
    public static IReadOnlyList<string> Check(EstateDatabase database)
    {
        ArgumentNullException.ThrowIfNull(database);
        return database.Read(session => Rules.Concat(Tallies)
            .Select(rule => (rule.What, Count: session[rule.Sql].Number() ?? 0))
            .Where(rule => rule.Count > 0)
            .Select(rule => $"{rule.Count} {rule.What}")
            .Concat(IsIndexRight(session) ? [] : ["an index by coordinate that is not that of what resources contain"])
            .ToList());
    }

    // both sides as a sum over their pairs, so that nothing has to be held
    private static bool IsIndexRight(Session session)
    {
        var (filed, contained) = (0UL, 0UL);
        using (var rows = session["SELECT coordinate, resources FROM coordinate_resources"].Rows())
        {
            while (rows.Read())
            {
                foreach (var resource in Rows.Numbers(rows, 1))
                {
                    filed = unchecked(filed + Mix(rows.GetInt64(0), resource));
                }
            }
        }

        using (var rows = session["SELECT c.resource, coalesce(u.coordinates, c.coordinates) FROM resource_contents c LEFT JOIN resource_unfiled u ON u.resource = c.resource"].Rows())
        {
            while (rows.Read())
            {
                foreach (var coordinate in Rows.Numbers(rows, 1))
                {
                    contained = unchecked(contained + Mix(coordinate, rows.GetInt64(0)));
                }
            }
        }

        return filed == contained;
    }

    private static ulong Mix(long coordinate, long resource)
    {
        var mixed = unchecked(((ulong)coordinate * 0x9E37_79B9_7F4A_7C15) ^ ((ulong)resource * 0xC2B2_AE3D_27D4_EB4F));
        mixed = unchecked((mixed ^ (mixed >> 29)) * 0xBF58_476D_1CE4_E5B9);
        return mixed ^ (mixed >> 32);
    }
}
