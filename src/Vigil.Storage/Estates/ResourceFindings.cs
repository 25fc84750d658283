using Vigil.Domain.Findings;
using Vigil.Domain.Findings.LifeCycle;

namespace Vigil.Storage.Estates;

/// <summary>What one resource should have of one type of findings, against what it has: opens, changes and closes.</summary>
/// <param name="table">The findings.</param>
/// <param name="rules">The rules of the account.</param>
/// <param name="account">Account of the resource.</param>
/// <param name="resource">Its number.</param>
/// <param name="type">The type.</param>
/// <param name="now">The time.</param>
internal sealed class ResourceFindings(FindingTable table, ISuppression rules, long account, long resource, FindingType type, DateTimeOffset now)
{
    private readonly Dictionary<int, StoredFinding> _known = [];

    /// <summary>Whether what findings repeat of their resource, its tags and its state, differs from before.</summary>
    public bool ResourceDiffers { get; init; }

    /// <summary>Takes the findings that are there. Of several of one flaw only the last can live.</summary>
    public void Load(DateTimeOffset? scannedAt, Func<int, bool> concerns)
    {
        foreach (var finding in table.Of(account, resource, type, scannedAt))
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
            table.Open(account, resource, type, flaw, assessment, FindingLifeCycle.Open(rules.Suppress(resource, assessment.Id), now));
            return;
        }

        var differs = ResourceDiffers || finding.Assessment != assessment.Id;
        var isSuppressed = differs || finding.State.Status == FindingStatus.Closed
            ? rules.Suppress(resource, assessment.Id)
            : finding.State.Status == FindingStatus.Suppressed;
        table.Update(account, finding, assessment, FindingLifeCycle.Observe(finding.State, new Observation.Seen(differs, isSuppressed), now));
    }

    /// <summary>What was not seen is gone.</summary>
    public void CloseTheRest(ClosedReason reason)
    {
        foreach (var finding in _known.Values.OrderBy(finding => finding.Id))
        {
            var transition = FindingLifeCycle.Observe(finding.State, new Observation.Gone(reason), now);
            table.Close(account, finding, transition);
        }
    }
}
