using Vigil.Advisories.Exploits;
using Vigil.Domain.Advisories;
using Vigil.Domain.Findings;
using Vigil.Domain.Packages;
using Vigil.Domain.Purl;
using Vigil.Domain.Verdicts;
using Vigil.Scanning.Matching;
using static Vigil.Tests.Matching.Judgement;
using OperatingSystem = Vigil.Domain.OperatingSystems.OperatingSystem;

namespace Vigil.Tests.Matching;

public sealed class InventoryMatcherTests
{
    private static readonly DateOnly Supported = new(2025, 6, 1);

    private static readonly Advisory Curl = Advisory("CVE-2024-0001", Source("Debian", "12", "curl", "7.88.1-11"));
    private static readonly Advisory Linux = Advisory("CVE-2024-0002", Source("Debian", "12", "linux", ""));

    [Fact]
    public void One_flaw_in_two_packages_is_one_finding()
    {
        var result = Scan([Installed("curl", "curl"), Installed("libcurl4", "curl")], Supported);

        var finding = Assert.Single(result.Findings);
        Assert.Equal(["curl", "libcurl4"], finding.Packages.Items.Select(vulnerable => vulnerable.Package.Coordinate.Name));
        Assert.Equal("apt-get install --only-upgrade libcurl4", finding.Packages[1].Remediation);
        Assert.Equal(FixAvailable.Yes, finding.FixAvailable);
    }

    [Fact]
    public void Every_package_is_evaluated_in_the_order_of_the_inventory()
    {
        var result = Scan([Installed("bash", "bash"), Installed("curl", "curl")], Supported);

        Assert.Equal(["bash", "curl"], result.Evaluations.Items.Select(one => one.Package.Coordinate.Name));
        Assert.All(result.Evaluations, one => Assert.Equal(EvaluationState.Evaluated, one.State));
    }

    [Theory]
    [InlineData(PackageContext.OtherKernel, EvaluationState.NotApplicable, 0)]
    [InlineData(PackageContext.KernelInImage, EvaluationState.NotApplicable, 0)]
    [InlineData(PackageContext.KernelHeaders, EvaluationState.NotApplicable, 0)]
    [InlineData(PackageContext.RunningKernel, EvaluationState.Evaluated, 1)]
    [InlineData(PackageContext.None, EvaluationState.Evaluated, 1)]
    public void Only_a_kernel_that_may_run_has_findings(PackageContext context, EvaluationState state, int findings)
    {
        var result = Scan([Installed("linux-image-6.1.0-18-amd64", "linux") with { Context = context }], Supported);

        Assert.Equal(state, Assert.Single(result.Evaluations).State);
        Assert.Equal(findings, result.Findings.Count);
    }

    [Fact]
    public void What_the_distribution_did_not_build_is_not_judged_by_its_advisories()
    {
        var foreign = Installed("curl", "curl") with { Context = PackageContext.ThirdParty, Vendor = "NodeSource Support <support@nodesource.com>" };

        var result = Scan([foreign], Supported);

        var evaluation = Assert.Single(result.Evaluations);
        Assert.Equal(EvaluationState.ThirdParty, evaluation.State);
        Assert.Equal("not built by Debian, whose advisories do not speak of it (NodeSource Support <support@nodesource.com>)", evaluation.Reason);
        Assert.Empty(result.Findings);
    }

    [Theory]
    [InlineData("python3-requests", EvaluationState.OwnedByDistribution, "")]
    [InlineData("", EvaluationState.Evaluated, "CVE-2024-0003")]
    public void The_verdict_of_the_distribution_beats_that_of_the_registry(string owner, EvaluationState state, string findings)
    {
        var installed = Installed("requests", "") with
        {
            Coordinate = Package("npm", "", "requests", "2.28.1"),
            Evidence = [new Evidence("usr/lib/python3/dist-packages/requests", OwnedBy: owner)],
        };
        var registry = Advisory("CVE-2024-0003", Binary("npm", "", "requests", "2.32.0"));
        using var store = Generation(Advisory("CVE-2024-0003", Source("Debian", "12", "requests", "", VendorState.NotAffected)), registry);
        var inventory = new Inventory { Artifact = new(ArtifactKind.Host, "test"), Packages = [installed] };

        var result = new InventoryMatcher(store, ExploitTable.Empty).Match(inventory, Supported);

        Assert.Equal(state, Assert.Single(result.Evaluations).State);
        Assert.Equal(findings, string.Join(' ', result.Findings.Items.Select(finding => finding.VulnerabilityId)));
    }

    [Fact]
    public void After_the_end_of_support_findings_are_a_lower_bound()
    {
        var result = Scan([Installed("curl", "curl")], new DateOnly(2028, 7, 1));

        var evaluation = Assert.Single(result.Evaluations);
        Assert.Equal(EvaluationState.EndOfLife, evaluation.State);
        Assert.Contains("2028-06-30", evaluation.Reason, StringComparison.Ordinal);
        Assert.Single(result.Findings);
    }

    [Theory]
    [InlineData("2024-02-06", EvaluationState.Evaluated)]
    [InlineData("2024-02-07", EvaluationState.EndOfLife)]
    public void A_runtime_has_its_own_end_of_support(string today, EvaluationState state)
    {
        var go = Installed("stdlib", "") with { Coordinate = Package("Go", "", "stdlib", "1.20.14"), Evidence = [new Evidence("usr/bin/app")] };
        var advisory = Advisory("CVE-2024-0003", Binary("Go", "", "stdlib", "1.20.15") with { Scheme = "go" });

        var result = Scan([go], DateOnly.Parse(today, System.Globalization.CultureInfo.InvariantCulture), null, advisory);

        Assert.Equal(state, Assert.Single(result.Evaluations).State);
        Assert.Single(result.Findings);
    }

    [Fact]
    public void A_host_with_Pro_takes_its_fixes()
    {
        var pro = Advisory("CVE-2024-0003", Source("Ubuntu", "Pro:22.04", "ffmpeg", "4.4.2+esm1"));
        var package = Installed("ffmpeg", "ffmpeg") with { Coordinate = Package("Ubuntu", "22.04", "ffmpeg", "4.4.2") };
        var system = new OperatingSystem { Ecosystem = "Ubuntu", Release = "22.04", Id = "ubuntu" };

        var without = Scan([package], Supported, system, pro);
        var with = Scan([package], Supported, system with { Entitlements = ["esm-apps"] }, pro);

        Assert.Equal(FixAvailable.No, Assert.Single(without.Findings).FixAvailable);
        Assert.Equal("pro attach && apt-get install --only-upgrade ffmpeg", without.Findings[0].Packages[0].Remediation);
        Assert.Equal(FixAvailable.Yes, Assert.Single(with.Findings).FixAvailable);
    }

    [Fact]
    public void Findings_come_with_the_most_severe_first()
    {
        var mild = Curl with { Severities = [new Severity("NVD", "CVSS:3.1/AV:L/AC:H/PR:H/UI:R/S:U/C:L/I:N/A:N")] };
        var grave = Linux with { Severities = [new Severity("NVD", "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H")] };

        var result = Scan([Installed("curl", "curl"), Installed("linux-image-6.1.0-18-amd64", "linux")], Supported, null, mild, grave);

        Assert.Equal(["CVE-2024-0002", "CVE-2024-0001"], result.Findings.Items.Select(finding => finding.VulnerabilityId));
    }

    private static ScanResult Scan(Package[] packages, DateOnly today, OperatingSystem? system = null, params Advisory[] advisories)
    {
        using var store = Generation(advisories.Length > 0 ? advisories : [Curl, Linux]);
        return new InventoryMatcher(store, ExploitTable.Empty).Match(Inventory(packages, system), today);
    }

    private static Inventory Inventory(Package[] packages, OperatingSystem? system) => new()
    {
        Artifact = new ArtifactIdentity(ArtifactKind.Image, "test"),
        OperatingSystem = system ?? new OperatingSystem { Ecosystem = "Debian", Release = "12", Id = "debian" },
        Packages = [.. packages],
    };

    private static Package Installed(string name, string source) => new()
    {
        Coordinate = Package("Debian", "12", name, "7.88.1-10") with { SourceName = source },
        Purl = PackageUrl.Parse($"pkg:deb/debian/{name}"),
        Evidence = [new Evidence("var/lib/dpkg/status")],
    };
}
