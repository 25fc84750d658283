using System.Collections.Immutable;
using Vigil.Advisories.Exploits;
using Vigil.Advisories.Store;
using Vigil.Domain;
using Vigil.Domain.Diagnostics;
using Vigil.Domain.Findings;
using Vigil.Domain.Packages;
using Vigil.Domain.Scoring;
using Vigil.Domain.Verdicts;

namespace Vigil.Scanning.Matching;

/// <summary>Judges an inventory: distinct coordinates once, then what the artifact itself tells of each package.</summary>
/// <remarks>Serves one thread at a time, as <see cref="Matcher"/> does.</remarks>
/// <param name="store">The generation.</param>
/// <param name="exploits">What is known of exploitation; it touches scores and no verdict.</param>
public sealed class InventoryMatcher(AdvisoryStore store, ExploitTable exploits)
{
    private readonly Matcher _matcher = new(store);
    private readonly FlawKnowledge _flaws = new(store, exploits);

    /// <summary>Findings and evaluations of an inventory.</summary>
    /// <param name="inventory">The inventory.</param>
    /// <param name="today">The day on which support of releases is looked at.</param>
    /// <param name="reachability">From where the resource can be reached, when somebody looked.</param>
    /// <param name="sockets">Its sockets that can be reached, when somebody looked.</param>
    public ScanResult Match(Inventory inventory, DateOnly today, ReachableFrom reachability = ReachableFrom.NotAssessed, EquatableArray<ReachedSocket> sockets = default)
    {
        ArgumentNullException.ThrowIfNull(inventory);
        var verdicts = new Dictionary<Coordinate, CoordinateVerdicts>();
        var findings = new FindingBuilder(_flaws, inventory.Artifact.Kind, reachability, sockets);
        var evaluations = ImmutableArray.CreateBuilder<PackageEvaluation>(inventory.Packages.Count);
        var support = SupportOf(inventory.OperatingSystem, today);
        foreach (var package in inventory.Packages)
        {
            if (WithoutJudgement(package) is { } evaluation)
            {
                evaluations.Add(evaluation);
                continue;
            }

            if (!verdicts.TryGetValue(package.Coordinate, out var judged))
            {
                judged = _matcher.Match(AsEntitled(package.Coordinate, inventory.OperatingSystem));
                verdicts.Add(package.Coordinate, judged);
            }

            findings.Add(package, judged.Verdicts);
            var isOfSystem = package.Coordinate.Ecosystem == inventory.OperatingSystem?.Ecosystem;
            evaluations.Add(Evaluation(package, judged, isOfSystem ? support : SupportOf(package.Coordinate, today)));
        }

        return new ScanResult
        {
            Inventory = inventory,
            Generation = _matcher.Store.ContentId,
            Findings = findings.Build(),
            Evaluations = evaluations.MoveToImmutable(),
        };
    }

    /// <summary>What of an inventory is judged: its packages but those that its artifact never runs, in its order.</summary>
    public static IEnumerable<JudgedPackage> JudgedPackagesOf(Inventory inventory)
    {
        ArgumentNullException.ThrowIfNull(inventory);
        return inventory.Packages.Items
            .Where(package => WithoutJudgement(package) is null)
            .Select(package => new JudgedPackage(package, AsEntitled(package.Coordinate, inventory.OperatingSystem)));
    }

    /// <summary>The coordinates of what is judged, each once.</summary>
    public static IEnumerable<Coordinate> CoordinatesOf(Inventory inventory) => JudgedPackagesOf(inventory).Select(judged => judged.Coordinate).Distinct();

    // a kernel that does not run here has no findings here, nor has what the distribution did not build
    private static PackageEvaluation? WithoutJudgement(Package package) => package.Context switch
    {
        PackageContext.OtherKernel => new(package, EvaluationState.NotApplicable, "another kernel is running"),
        PackageContext.KernelInImage => new(package, EvaluationState.NotApplicable, "an image runs on the kernel of its host"),
        PackageContext.KernelHeaders => new(package, EvaluationState.NotApplicable, "built beside a kernel, holds no kernel code"),
        PackageContext.ThirdParty => new(package, EvaluationState.ThirdParty, ThirdPartyReason(package)),
        _ when package.Owner is { Length: > 0 } owner => new(package, EvaluationState.OwnedByDistribution, $"part of the package '{Quote.Of(owner)}', which was judged in its place"),
        _ => null,
    };

    private static string ThirdPartyReason(Package package) =>
        $"not built by {package.Coordinate.Ecosystem}, whose advisories do not speak of it ({Quote.Of(package.Vendor.Length > 0 ? package.Vendor : package.Coordinate.Version)})";

    // an Ubuntu host that is attached to Pro takes the packages of its extended maintenance too
    private static Coordinate AsEntitled(Coordinate package, OperatingSystem? system) =>
        package.Ecosystem == "Ubuntu" && system?.Entitlements.Items.Any(one => one.StartsWith("esm-", StringComparison.Ordinal)) == true
            ? package with { Release = "Pro:" + package.Release }
            : package;

    private static string SupportOf(OperatingSystem? system, DateOnly today) =>
        system is not null && EndOfLife.Of(system) is { } last && last < today
            ? FormattableString.Invariant($"{system.Ecosystem} {system.Release} had its last security support on {last:yyyy-MM-dd}: what is found is a lower bound")
            : "";

    // a runtime that no distribution maintains has its own support
    private static string SupportOf(Coordinate package, DateOnly today) =>
        RuntimeSupport.Of(package) is var (series, last) && last < today
            ? FormattableString.Invariant($"{series} had its last security support on {last:yyyy-MM-dd}: what is found is a lower bound")
            : "";

    private static PackageEvaluation Evaluation(Package package, CoordinateVerdicts judged, string ended) =>
        judged.State == EvaluationState.Evaluated && ended.Length > 0
            ? new(package, EvaluationState.EndOfLife, ended)
            : new(package, judged.State, judged.Reason);
}
