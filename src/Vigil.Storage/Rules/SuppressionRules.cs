using Vigil.Domain.Accounts;
using Vigil.Domain.Filters;
using Vigil.Domain.Findings;
using Vigil.Domain.Findings.LifeCycle;
using Vigil.Domain.Resources;
using Vigil.Storage.Estates;
using Vigil.Storage.Queries;
using Vigil.Storage.Sessions;

namespace Vigil.Storage.Rules;

/// <summary>The rules by which an account's findings are suppressed, as they are within one transaction.</summary>
/// <param name="criteria">What each rule matches.</param>
/// <param name="account">The account.</param>
/// <param name="region">Region in the names of findings.</param>
/// <param name="contentOf">Puts an assessment into words.</param>
internal sealed class SuppressionRules(IReadOnlyList<Criteria> criteria, AccountId account, string region, Func<long, FindingContent> contentOf)
{
    /// <summary>Whether there are none.</summary>
    public bool IsEmpty => criteria.Count == 0;

    /// <summary>The rules that count for an account at a time.</summary>
    public static SuppressionRules Of(Session session, AccountId account, string region, DateTimeOffset now, Func<long, FindingContent> contentOf)
    {
        var rules = session["SELECT document FROM filter WHERE owner = $1 AND action = 1 AND (expires_at = 0 OR expires_at > $2) ORDER BY id"]
            .List(row => Documents.Json.Read<FilterDocument>(row.GetFieldValue<byte[]>(0)).Criteria, OwnerOf(session, account), Times.Column(now));
        return new SuppressionRules(rules, account, region, contentOf);
    }

    /// <summary>The account whose rules count for an account.</summary>
    public static long OwnerOf(Session session, AccountId account) =>
        session["SELECT owner FROM rule_owner WHERE account = $1"].Number(account.Number) ?? account.Number;

    /// <summary>Whether a rule matches a finding. A rule that asks for a status means findings that nothing suppresses yet.</summary>
    public bool Suppress(string uid, Resource resource, Assessment assessment, FindingState state) => !IsEmpty && Suppress(
        new RecordedFinding(FindingArn.Of(region, account, uid), contentOf(assessment.Id), resource, state));

    /// <summary>Whether a rule matches a finding.</summary>
    public bool Suppress(RecordedFinding finding)
    {
        var asActive = finding with { State = finding.State with { Status = FindingStatus.Active } };
        return criteria.Any(one => one.Matches(asActive));
    }
}
