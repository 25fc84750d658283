using Vigil.Domain.Accounts;
using Vigil.Storage.Queries;

namespace Vigil.Storage.Aggregations;

/// <summary>The active findings of an account, counted by what aggregations start from; only the one that is used costs anything.</summary>
internal static class AggregationTallies
{
    /// <summary>The beginning of a statement: <c>tally</c> by resource, <c>content</c> by assessment, <c>layered</c> by resource and layer.</summary>
    public static string With(SqlText sql, AccountId account)
    {
        var number = sql[account.Number];
        return $"""
            WITH tally AS (
              SELECT resource, type, severity, count(*) AS n FROM finding WHERE account = {number} AND status = 0 GROUP BY resource, type, severity),
            content AS (
              SELECT assessment, count(*) AS n FROM finding WHERE account = {number} AND status = 0 GROUP BY assessment),
            layered AS (
              SELECT f.resource, f.type, f.severity, p.layer, p.function_layer, count(*) AS n
              FROM (SELECT DISTINCT assessment, layer, function_layer FROM assessment_package WHERE layer <> '' OR function_layer <> '') p
              JOIN finding f ON f.account = {number} AND f.status = 0 AND f.assessment = p.assessment
              GROUP BY f.resource, f.type, f.severity, p.layer, p.function_layer)
            """;
    }
}
