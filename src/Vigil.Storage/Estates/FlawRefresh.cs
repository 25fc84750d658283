using Vigil.Domain.Accounts;
using Vigil.Domain.Findings;
using Vigil.Domain.Findings.LifeCycle;
using Vigil.Scanning.Estates;
using Vigil.Storage.Sessions;

namespace Vigil.Storage.Estates;

/// <summary>
/// Brings what is said of flaws up to date with another generation or another day of exploitation data: nothing is matched, and only findings whose severity,
/// score or exploitation differs change. A step looks at some flaws, in a transaction.
/// </summary>
/// <param name="writer">The tables.</param>
/// <param name="region">Region in the names of findings.</param>
internal sealed class FlawRefresh(EstateWriter writer, string region)
{
    private const int FlawsPerStep = 200;

    private readonly Session _session = writer.Session;

    /// <summary>Looks at the flaws behind a number.</summary>
    /// <param name="after">The number.</param>
    /// <param name="budget">How much it may do.</param>
    /// <returns>The number to go on from; <see langword="null"/> at the end.</returns>
    public long? Step(long after, StepBudget budget)
    {
        var rules = new RuleBook(writer, region, budget.Now);
        var flaws = _session[$"SELECT id FROM vulnerability WHERE type = 0 AND id > $1 ORDER BY id LIMIT {FlawsPerStep}"].List(row => row.GetInt64(0), after);
        foreach (var flaw in flaws.TakeWhile((_, place) => budget.Allows(place)))
        {
            Refresh(flaw, rules, budget.Now);
            after = flaw;
        }

        writer.Save();
        return flaws.Count < FlawsPerStep && after == flaws.LastOrDefault(after) ? null : after;
    }

    private void Refresh(long flaw, RuleBook rules, DateTimeOffset now)
    {
        var before = writer.Assessments.OfFlaw(flaw).Select(id => (Id: id, Content: writer.Assessments.Content(id))).ToList();
        if (writer.Flaws.Refresh(flaw) is not { } document)
        {
            return;
        }

        foreach (var (id, content) in before)
        {
            var rated = FindingContents.Rate(content with { Package = content.Package is { } package ? document.AddTo(package) : null });
            var assessment = writer.Assessments.Rewrite(id, rated);
            if ((content.Severity, content.Score, content.IsExploitAvailable) != (rated.Severity, rated.Score, rated.IsExploitAvailable))
            {
                Revise(assessment, rules, now);
            }
        }
    }

    private void Revise(Assessment assessment, RuleBook rules, DateTimeOffset now)
    {
        foreach (var account in _session["SELECT DISTINCT account FROM coverage"].List(row => AccountId.Of(row.GetInt64(0))))
        {
            var touched = _session["SELECT resource, type FROM finding WHERE account = $1 AND status IN (0, 1) AND assessment = $2"].List(
                row => (Resource: row.GetInt64(0), Type: (FindingType)row.GetInt32(1)), account.Number, assessment.Id);
            foreach (var (resource, type) in touched)
            {
                Revise(account, resource, type, assessment, rules.Of(account), now);
            }
        }
    }

    private void Revise(AccountId account, long resource, FindingType type, Assessment assessment, Rules.SuppressionRules rules, DateTimeOffset now)
    {
        var scannedAt = writer.Coverage.ScannedAt(account.Number, resource, (Domain.Coverage.ScanType)type);
        foreach (var finding in writer.Findings.Of(account.Number, resource, type, scannedAt).Where(one => one.Assessment == assessment.Id))
        {
            var isSuppressed = !rules.IsEmpty && rules.Suppress(finding.Uid, writer.Resources.Get(resource).Resource, assessment, finding.State);
            var observation = new Observation.Revised(isSuppressed, scannedAt ?? finding.State.LastObservedAt);
            writer.Findings.Update(account.Number, finding, assessment, FindingLifeCycle.Observe(finding.State, observation, now));
        }
    }
}
