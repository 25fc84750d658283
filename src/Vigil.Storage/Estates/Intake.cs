using System.Buffers.Binary;
using System.Diagnostics;
using Vigil.Domain.Accounts;
using Vigil.Domain.Coverage;
using Vigil.Domain.Findings;
using Vigil.Domain.Findings.LifeCycle;
using Vigil.Domain.Packages;
using Vigil.Domain.Resources;
using Vigil.Domain.Scoring;
using Vigil.Scanning.Estates;
using Vigil.Scanning.Matching;
using Vigil.Storage.Documents;

namespace Vigil.Storage.Estates;

/// <summary>Takes in what resources contain, and makes their findings follow. Runs inside a transaction.</summary>
internal sealed class Intake(EstateWriter writer, RuleBook rules, DateTimeOffset now)
{
    private readonly HashSet<(AccountId Account, string Resource)> _taken = [];
    private readonly PackageEvaluation _evaluation = new(writer, writer.StandingOf);

    /// <summary>Takes inventories.</summary>
    /// <returns>How many were taken: not those of which a newer one is known.</returns>
    public int Put(IReadOnlyCollection<Submission> submissions)
    {
        writer.Coordinates.Load(submissions.SelectMany(one => InventoryMatcher.JudgedPackagesOf(one.Inventory)).Select(judged => judged.Coordinate));
        return submissions.Count(Put);
    }

    private bool Put(Submission submission)
    {
        var resource = submission.Resource;
        var account = resource.Account.Number;
        var before = Find(resource);
        var scannedAt = before is null ? null : writer.Coverage.ScannedAt(account, before.Id, ScanType.Package);
        var takenAt = submission.TakenAt is { } taken && taken < now ? taken : now;
        // not the time of the scan: new advisories move that, and whoever takes inventories has a clock of their own
        if (before is not null && takenAt < writer.Resources.InventoryTakenAt(before.Id))
        {
            return false;
        }

        var after = Put(submission, takenAt, before);
        var findings = new ResourceFindings(writer.Findings, rules.Of(resource.Account), account, after, FindingType.PackageVulnerability, now)
        {
            ResourceDiffers = before is not null && Visible(before.Resource) != Visible(resource),
        };
        if (before is not null)
        {
            findings.Load(scannedAt, static _ => true);
        }

        foreach (var (flaw, assessment) in _evaluation.Of(after, () => submission.Inventory, static _ => true))
        {
            findings.See(flaw, assessment);
        }

        findings.CloseTheRest(ReasonsOn(after));
        writer.Coverage.PutScan(account, after.Id, ScanType.Package, submission.Status, submission.ScanMode, now);
        return true;
    }

    /// <summary>Takes what another type of scan found.</summary>
    public void Put(ContentSubmission submission)
    {
        var resource = submission.Resource;
        var account = resource.Account.Number;
        var before = Find(resource);
        var reachability = before?.Reachability ?? ReachableFrom.NotAssessed;
        var id = writer.Resources.Put(resource, reachability, before);
        var after = new StoredResource(id, reachability, resource, before?.Coordinates ?? new NumberSet(), before?.Places ?? []);
        var findings = new ResourceFindings(writer.Findings, rules.Of(resource.Account), account, after, (FindingType)submission.ScanType, now)
        {
            ResourceDiffers = before is not null && Visible(before.Resource) != Visible(resource),
        };
        findings.Load(writer.Coverage.ScannedAt(account, id, submission.ScanType), static _ => true);
        var contents = submission.Contents.Select(content => (Key: AssessmentTable.KeyOf(Json.Write(content)), Content: content)).ToList();
        writer.Assessments.Load(contents.Select(one => one.Key));
        foreach (var (key, content) in contents)
        {
            var flaw = writer.Flaws.NumberOf(content);
            findings.See(flaw, writer.Assessments.Find(key, flaw, () => content));
        }

        findings.CloseTheRest(ClosedReason.Remediated);
        writer.Coverage.PutScan(account, id, submission.ScanType, ScanStatusReason.Successful, submission.ScanMode, now);
    }

    // while a delta is under way, packages that stay may have lost a flaw by it before it comes to them
    private Func<int, ClosedReason> ReasonsOn(StoredResource resource)
    {
        if (writer.Basis.Unfinished is null)
        {
            return static _ => ClosedReason.Remediated;
        }

        var before = new HashSet<int>();
        foreach (var coordinate in resource.Coordinates)
        {
            before.UnionWith(writer.Coordinates.StandingOf(coordinate).Verdicts.Select(mark => mark.Vulnerability));
        }

        return flaw => before.Contains(flaw) ? writer.ReasonOfAdvisories(flaw) : ClosedReason.Remediated;
    }

    // one that comes twice sees what the first time left
    private StoredResource? Find(Resource resource)
    {
        if (!_taken.Add((resource.Account, resource.Id)))
        {
            writer.Save();
        }

        return writer.Resources.Find(resource.Account, resource.Id);
    }

    private StoredResource Put(Submission submission, DateTimeOffset takenAt, StoredResource? before)
    {
        var reachability = submission.Reachability ?? before?.Reachability ?? ReachableFrom.NotAssessed;
        var id = writer.Resources.Put(submission.Resource, reachability, before);
        var (coordinates, places) = Contents(submission.Inventory);
        foreach (var coordinate in before?.Coordinates.Except(coordinates) ?? [])
        {
            writer.Blocks.Remove(coordinate, (int)id);
        }

        foreach (var coordinate in coordinates.Except(before?.Coordinates ?? new NumberSet()))
        {
            writer.Blocks.Add(coordinate, (int)id);
        }

        writer.Resources.PutContents(id, coordinates, places);
        writer.Resources.PutInventory(id, InventoryEncoder.Encode(submission.Inventory), takenAt);
        return new StoredResource(id, reachability, submission.Resource, coordinates, places);
    }

    // the coordinates, and what their places say, packages with the same coordinate together
    private (NumberSet Coordinates, byte[] Places) Contents(Inventory inventory)
    {
        var digests = new SortedDictionary<int, ulong>();
        foreach (var judged in InventoryMatcher.JudgedPackagesOf(inventory))
        {
            var number = writer.Coordinates.NumberOf(judged.Coordinate);
            digests[number] = unchecked((digests.GetValueOrDefault(number) * 31) + judged.PlacesDigest);
        }

        var coordinates = NumberSet.Of(digests.Keys);
        Debug.Assert(coordinates.Count == digests.Count, "Both hold each coordinate once.");
        if (digests.Values.All(digest => digest == 0))
        {
            return (coordinates, []);
        }

        var places = new byte[digests.Count * sizeof(ulong)];
        var at = 0;
        foreach (var digest in digests.Values)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(places.AsSpan(at), digest);
            at += sizeof(ulong);
        }

        return (coordinates, places);
    }

    // that an image was pulled again is no news about its findings
    private static Resource Visible(Resource resource) => resource with { Image = resource.Image is { } image ? image with { PulledAt = null, InUseCount = null, LastInUseAt = null } : null };
}
