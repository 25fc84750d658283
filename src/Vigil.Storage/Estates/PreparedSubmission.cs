using Vigil.Domain.Accounts;
using Vigil.Domain.Packages;
using Vigil.Scanning.Matching;

namespace Vigil.Storage.Estates;

/// <summary>A submission with everything that can be made of it without the database, so that nobody waits for that while it has the turn to write.</summary>
/// <param name="Submission">The submission.</param>
/// <param name="Contents">The packages that are judged.</param>
/// <param name="Document">The inventory as it is kept.</param>
internal sealed record PreparedSubmission(Submission Submission, InventoryContents Contents, byte[] Document)
{
    /// <summary>What the resource is known by.</summary>
    public (AccountId Account, string Name) Name => (Submission.Resource.Account, Submission.Resource.Id);

    /// <summary>Prepares a submission. Takes some processor time.</summary>
    public static PreparedSubmission Of(Submission submission) =>
        new(submission, InventoryContents.Of(submission.Inventory), InventoryEncoder.Encode(submission.Inventory));
}
