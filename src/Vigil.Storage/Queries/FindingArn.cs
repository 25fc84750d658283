using Vigil.Domain.Accounts;
using Vigil.Domain.Filters;

namespace Vigil.Storage.Queries;

/// <summary>Names of findings: <c>arn:aws:inspector2:{region}:{account}:finding/{32 hexadecimal digits}</c>.</summary>
internal static class FindingArn
{
    public static string Of(string region, AccountId account, string uid) => Prefix(region, account) + uid;

    public static bool TryParse(string arn, string region, out AccountId account, out string uid)
    {
        (account, uid) = (default, "");
        var parts = arn.Split(':', 6);
        if (parts.Length != 6 || !AccountId.TryParse(parts[4], out account) || !arn.StartsWith(Prefix(region, account), StringComparison.Ordinal))
        {
            return false;
        }

        uid = arn[Prefix(region, account).Length..];
        return true;
    }

    /// <summary>Conditions on the name as conditions on the digits, which is all of it that an account's rows have.</summary>
    public static string Sql(SqlText sql, string region, AccountId account, IEnumerable<Condition> conditions) =>
        new ArnColumn(Prefix(region, account)).All(sql, conditions);

    private static string Prefix(string region, AccountId account) => $"arn:aws:inspector2:{region}:{account}:finding/";

    private sealed record ArnColumn(string Prefix) : Column
    {
        protected override string Probe => "f.";

        protected override string One(SqlText sql, Condition condition)
        {
            var text = condition as Condition.Text ?? throw new ArgumentException("The name of a finding is a text.", nameof(condition));
            return text.Value.StartsWith(Prefix, StringComparison.Ordinal) && text.Value.Length > Prefix.Length
                ? Text(sql, "f.uid", text with { Value = text.Value[Prefix.Length..] })
                : text is { Comparison: TextComparison.Prefix, Value.Length: > 0 } && Prefix.StartsWith(text.Value, StringComparison.Ordinal) ? "1 = 1" : Never;
        }
    }
}
