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

    /// <summary>Takes inventories.</summary>
    /// <returns>Those that were taken: not those of which a newer one is known.</returns>
    public HashSet<PreparedSubmission> Put(IReadOnlyList<PreparedSubmission> submissions)
    {
        writer.Coordinates.Load(submissions.SelectMany(one => one.Contents.Coordinates).Select(one => one.Coordinate));
        var scans = new HashSet<PreparedSubmission>(ReferenceEqualityComparer.Instance);
        var (next, names) = (new List<PreparedSubmission>(), new HashSet<(AccountId, string)>());
        foreach (var submission in submissions)
        {
            // one that comes twice sees what the first time left
            if (!names.Add(submission.Name))
            {
                scans.UnionWith(PutEachOnce(next));
                writer.Save();
                next.Clear();
                names.Clear();
                names.Add(submission.Name);
            }

            next.Add(submission);
        }

        scans.UnionWith(PutEachOnce(next));
        return scans;
    }

    private IEnumerable<PreparedSubmission> PutEachOnce(IReadOnlyCollection<PreparedSubmission> submissions)
    {
        var known = writer.Resources.Find([.. submissions.Select(one => one.Name)]);
        var scans = submissions.Select(one => Put(one, known.GetValueOrDefault(one.Name))).OfType<Scan>().ToList();
        writer.Coverage.Load([.. scans.Select(scan => (scan.Account, scan.After.Id))], ScanType.Package);
        var findings = writer.Findings.Of(
            [.. scans.Where(scan => scan.Before is not null).Select(scan => (scan.Account, scan.After.Id, writer.Coverage.ScannedAt(scan.Account, scan.After.Id, ScanType.Package)))],
            FindingType.PackageVulnerability);
        writer.Assessments.Load(scans.SelectMany(scan => scan.Evaluation.Keys));
        foreach (var scan in scans)
        {
            See(scan, findings[scan.After.Id]);
        }

        return scans.Select(scan => scan.Submission);
    }

    private void See(Scan scan, IEnumerable<StoredFinding> before)
    {
        var (submission, after) = (scan.Submission.Submission, scan.After);
        var findings = new ResourceFindings(writer.Findings, rules.Of(submission.Resource.Account), scan.Account, after, FindingType.PackageVulnerability, now)
        {
            ResourceDiffers = scan.Before is not null && Visible(scan.Before.Resource) != Visible(submission.Resource),
        };
        findings.Load(before, static _ => true);
        foreach (var (flaw, assessment) in scan.Evaluation.Assess(() => scan.Submission.Contents))
        {
            findings.See(flaw, assessment);
        }

        findings.CloseTheRest(ReasonsOn(after));
        writer.Coverage.PutScan(scan.Account, after.Id, ScanType.Package, submission.Status, submission.ScanMode, now);
    }

    /// <summary>Takes what another type of scan found.</summary>
    public void Put(ContentSubmission submission)
    {
        var resource = submission.Resource;
        var account = resource.Account.Number;
        var before = Find(resource);
        var reachability = before?.Reachability ?? ReachableFrom.NotAssessed;
        var id = writer.Resources.Put(resource, reachability, before);
        var after = new StoredResource(id, reachability, resource, before?.Coordinates ?? new NumberSet(), before?.Places ?? [], before?.TakenAt);
        var findings = new ResourceFindings(writer.Findings, rules.Of(resource.Account), account, after, (FindingType)submission.ScanType, now)
        {
            ResourceDiffers = before is not null && Visible(before.Resource) != Visible(resource),
        };
        findings.Load(writer.Findings.Of(account, id, (FindingType)submission.ScanType, writer.Coverage.ScannedAt(account, id, submission.ScanType)), static _ => true);
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

    // null when it is not taken
    private Scan? Put(PreparedSubmission prepared, StoredResource? before)
    {
        var submission = prepared.Submission;
        var takenAt = submission.TakenAt is { } taken && taken < now ? taken : now;
        // not the time of the scan: new advisories move that, and whoever takes inventories has a clock of their own
        if (takenAt < before?.TakenAt)
        {
            return null;
        }

        var reachability = submission.Reachability ?? before?.Reachability ?? ReachableFrom.NotAssessed;
        var id = writer.Resources.Put(submission.Resource, reachability, before);
        var (coordinates, places) = Contents(prepared.Contents);
        var contained = before?.Coordinates ?? new NumberSet();
        if (!contained.Bytes.SequenceEqual(coordinates.Bytes))
        {
            writer.Blocks.Note(id, contained);
        }

        writer.Resources.PutContents(id, coordinates, places);
        writer.Resources.PutInventory(id, prepared.Document, takenAt);
        var after = new StoredResource(id, reachability, submission.Resource, coordinates, places, takenAt);
        return new Scan(prepared, before, after, new PackageEvaluation(writer, writer.StandingOf, after, static _ => true));
    }

    // the coordinates, and what their places say
    private (NumberSet Coordinates, byte[] Places) Contents(InventoryContents contents)
    {
        var digests = contents.Coordinates.Select(one => (Number: writer.Coordinates.NumberOf(one.Coordinate), Digest: one.Places)).ToArray();
        Array.Sort(digests);
        var coordinates = NumberSet.Of(digests.Select(one => one.Number));
        Debug.Assert(coordinates.Count == digests.Length, "Both hold each coordinate once.");
        if (Array.TrueForAll(digests, one => one.Digest == 0))
        {
            return (coordinates, []);
        }

        var places = new byte[digests.Length * sizeof(ulong)];
        for (var at = 0; at < digests.Length; at++)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(places.AsSpan(at * sizeof(ulong)), digests[at].Digest);
        }

        return (coordinates, places);
    }

    // that an image was pulled again is no news about its findings
    private static Resource Visible(Resource resource) => resource with { Image = resource.Image is { } image ? image with { PulledAt = null, InUseCount = null, LastInUseAt = null } : null };

    /// <summary>An inventory that is taken.</summary>
    private sealed record Scan(PreparedSubmission Submission, StoredResource? Before, StoredResource After, PackageEvaluation Evaluation)
    {
        public long Account => After.Account;
    }
}
