using Vigil.Domain.Findings;
using Vigil.Domain.Findings.LifeCycle;
using Vigil.Storage.Rules;

namespace Vigil.Storage.Estates;

/// <summary>What one resource should have of one type of findings, against what it has: opens, changes and closes.</summary>
/// <param name="table">The findings.</param>
/// <param name="rules">The rules of the account.</param>
/// <param name="account">Account of the resource.</param>
/// <param name="resource">The resource.</param>
/// <param name="type">The type.</param>
/// <param name="now">The time.</param>
internal sealed class ResourceFindings(FindingTable table, SuppressionRules rules, long account, StoredResource resource, FindingType type, DateTimeOffset now)
{
    private readonly Dictionary<int, StoredFinding> _known = [];

    /// <summary>Whether what findings repeat of their resource, its tags and its state, differs from before.</summary>
    public bool ResourceDiffers { get; init; }

    /// <summary>Takes the findings that are there, the oldest first. Of several of one flaw only the last can live.</summary>
    public void Load(IEnumerable<StoredFinding> findings, Func<int, bool> concerns)
    {
        foreach (var finding in findings)
        {
            if (concerns(finding.Flaw) && (finding.State.Status != FindingStatus.Closed || FindingLifeCycle.CanReopen(finding.State, now)))
            {
                _known[finding.Flaw] = finding;
            }
        }
    }

    /// <summary>A flaw is there.</summary>
    public void See(int flaw, Assessment assessment)
    {
        if (!_known.Remove(flaw, out var finding))
        {
            var name = table.TakeName(account, now);
            var fresh = FindingLifeCycle.Open(isSuppressed: false, now).State;
            var opened = FindingLifeCycle.Open(rules.Suppress(name.Uid, resource.Resource, assessment, fresh), now);
            table.Open((account, resource.Id, flaw), type, assessment, name, opened);
            return;
        }

        var differs = ResourceDiffers || finding.Assessment != assessment.Id;
        var isSuppressed = differs || finding.State.Status == FindingStatus.Closed
            ? rules.Suppress(finding.Uid, resource.Resource, assessment, finding.State)
            : finding.State.Status == FindingStatus.Suppressed;
        table.Update(account, finding, assessment, FindingLifeCycle.Observe(finding.State, new Observation.Seen(differs, isSuppressed), now));
    }

    /// <summary>What was not seen is gone.</summary>
    public void CloseTheRest(ClosedReason reason) => CloseTheRest(_ => reason);

    /// <summary>What was not seen is gone.</summary>
    /// <param name="reasonOf">Why, by the number of the flaw.</param>
    public void CloseTheRest(Func<int, ClosedReason> reasonOf)
    {
        foreach (var (flaw, finding) in _known.OrderBy(known => known.Value.Id))
        {
            table.Update(account, finding, FindingLifeCycle.Observe(finding.State, new Observation.Gone(reasonOf(flaw)), now));
        }
    }
}
