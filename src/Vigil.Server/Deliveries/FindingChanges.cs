using Vigil.Domain.Findings;
using Vigil.Storage.Queries;

namespace Vigil.Server.Deliveries;

/// <summary>A change of a finding, as it is told.</summary>
internal static class FindingChanges
{
    /// <summary>The finding with the status that this change gave it; a later one may have given it another.</summary>
    public static RecordedFinding AsItWas(this FeedEntry.OfFinding change) =>
        change.Finding with { State = change.Finding.State with { Status = change.Change.Status } };
}
