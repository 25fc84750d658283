using System.Collections.Immutable;
using FsCheck.Xunit;
using Vigil.Domain.Advisories;
using Vigil.Domain.Findings;
using Vigil.Scanning.Policies;
using Vigil.Tests.Output.Reports;

namespace Vigil.Tests.Policies;

public sealed class PolicyTests
{
    private static readonly DateOnly Today = new(2026, 3, 4);

    [Theory]
    [InlineData("id: CVE-2026-0001", 2)]
    [InlineData("id: cve-2026-0001", 2)]
    [InlineData("package: libssl3", 1)]
    [InlineData("package: openssl", 1)]
    [InlineData("package: pkg:deb/debian/libssl3", 1)]
    [InlineData("path: /app/*", 1)]
    [InlineData("ids: [CVE-2026-0001, GHSA-aaaa-bbbb-cccc]", 3)]
    [InlineData("{id: CVE-2026-0001, package: libgcc-s1}", 1)]
    [InlineData("package: libssl", 0)]
    [InlineData("id: CVE-2026-000", 0)]
    public void A_rule_ignores_what_it_says(string what, int packages)
    {
        var rule = what.StartsWith('{') ? $"- {what[..^1]}, reason: because}}" : $"- {what}\n    reason: because";

        var result = Ignore($"ignore:\n  {rule}\n");

        Assert.Equal(packages, result.SetAside.Items.Sum(aside => aside.Finding.Packages.Count));
        Assert.Equal(packages == 0, result.Inventory.Diagnostics.Items.Any(one => one.Code == PolicyCodes.RuleUnused));
    }

    [Fact]
    public void What_was_ignored_says_where_why_and_by_whom()
    {
        var aside = Ignore("# why\nignore:\n  - id: CVE-2026-0001\n    reason: not reachable\n    owner: team\n").SetAside[0];

        Assert.Equal((SetAsideKind.Ignored, "vigil.yaml:3", "not reachable (team)"), (aside.Kind, aside.By, aside.Reason));
    }

    [Theory]
    [InlineData("2026-03-04", true)]
    [InlineData("2026-03-03", false)]
    public void A_rule_holds_up_to_its_last_day_and_is_named_after_it(string day, bool holds)
    {
        var result = Ignore($"ignore:\n  - id: CVE-2026-0001\n    reason: x\n    owner: team\n    expires: {day}\n");

        Assert.Equal(holds, !result.SetAside.IsEmpty);
        Assert.Equal(holds ? [] : ["The rule for CVE-2026-0001 expired on 2026-03-03 (owner: team): 1 findings count again."], Notes(result, PolicyCodes.RuleExpired));
    }

    [Fact]
    public void Until_fixed_ends_with_the_fix_of_each_package()
    {
        var result = Ignore("ignore:\n  - id: CVE-2026-0001\n    reason: x\n    until-fixed: true\n");

        Assert.Equal("libgcc-s1", Assert.Single(result.SetAside).Finding.Packages[0].Package.Coordinate.Name);
        Assert.Single(Notes(result, PolicyCodes.RuleEnded));
    }

    [Theory]
    [InlineData("severity: critical", "CVE-2026-0001")]
    [InlineData("severity: medium", "CVE-2026-0001 GHSA-aaaa-bbbb-cccc")]
    [InlineData("score: 9.8", "CVE-2026-0001")]
    [InlineData("score: 9.9", "")]
    [InlineData("kev: true", "CVE-2026-0001")]
    [InlineData("epss: 0.5", "GHSA-aaaa-bbbb-cccc")]
    [InlineData("epss: 0.51", "")]
    [InlineData("fixable: true", "CVE-2026-0001")]
    [InlineData("{severity: medium, fixable: true, kev: true}", "CVE-2026-0001")]
    [InlineData("{severity: critical, epss: 0.1}", "")]
    [InlineData("fixable-for-days: 30", "CVE-2026-0001")]
    [InlineData("fixable-for-days: 31", "")]
    public void A_gate_is_reached_by_what_meets_all_of_it(string gate, string reached)
    {
        var scan = Scans.Image.Result;
        scan = scan with
        {
            Findings =
            [
                scan.Findings[0] with { Published = new DateTimeOffset(2026, 2, 2, 23, 0, 0, TimeSpan.Zero) },
                scan.Findings[1] with { Exploitation = new ExploitKnowledge { Probability = new ExploitProbability("x", 0.5f, 0.9f) } },
            ],
        };

        var gates = Of($"gates:\n  - {gate}\n").GatesReached(scan);

        Assert.Equal(reached, string.Join(' ', gates.SelectMany(one => one.Findings).Select(finding => finding.VulnerabilityId)));
    }

    [Theory]
    [InlineData("ignor: []", "vigil.yaml:1: 'ignor' is not known; known are ignore, gates, vex")]
    [InlineData("ignore:\n  - id: CVE-1", "vigil.yaml:2: a rule states its reason")]
    [InlineData("ignore:\n  - reason: x", "vigil.yaml:2: a rule says what it ignores: id, package or path")]
    [InlineData("ignore:\n  - id: CVE-1\n    reason: x\n    expires: tomorrow", "vigil.yaml:4: expected a date such as 2026-12-31")]
    [InlineData("ignore:\n  - id: CVE-1\n    id: CVE-2\n    reason: x", "vigil.yaml:3: 'id' is there twice")]
    [InlineData("ignore: everything", "vigil.yaml:1: expected a list")]
    [InlineData("gates:\n  - name: x", "vigil.yaml:2: a gate has a condition: severity, score, epss, kev, fixable, fixable-for-days")]
    [InlineData("gates:\n\n  - severity: bad", "vigil.yaml:3: expected a severity: untriaged, informational, low, medium, high, critical")]
    [InlineData("gates:\n  - severity: 5", "vigil.yaml:2: expected a severity: untriaged, informational, low, medium, high, critical")]
    [InlineData("gates:\n  - epss: 50", "vigil.yaml:2: expected a number from 0 to 1")]
    [InlineData("gates:\n  - kev: maybe", "vigil.yaml:2: expected true or false")]
    [InlineData("a: &a [1]\nb: *a", "vigil.yaml:2: aliases are not allowed")]
    public void A_fault_names_its_line(string yaml, string message)
    {
        Assert.Equal(message, Assert.Throws<FormatException>(() => PolicyReader.Read("vigil.yaml", yaml)).Message);
    }

    [Theory]
    [InlineData("vex: [!!&]")]
    [InlineData("ignore: [")]
    [InlineData("\t- x")]
    [InlineData("- just a list")]
    [InlineData("text")]
    [InlineData("ignore:\n  - id: CVE-1\n    expires: [026-12-31\n  - package: openssl\n    reason: x\n")]
    public void What_is_no_policy_is_a_fault(string yaml)
    {
        Assert.StartsWith("vigil.yaml:", Assert.Throws<FormatException>(() => PolicyReader.Read("vigil.yaml", yaml)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("# nothing yet\n")]
    public void An_empty_policy_decides_nothing(string yaml)
    {
        var policy = PolicyReader.Read("vigil.yaml", yaml);

        Assert.Equal((0, 0, 0), (policy.Ignores.Length, policy.Gates.Length, policy.Vex.Length));
    }

    [Property(MaxTest = 500)]
    public bool Any_text_is_a_policy_or_a_fault(string? text)
    {
        try
        {
            return !PolicyReader.Read("vigil.yaml", text ?? "").Ignores.IsDefault;
        }
        catch (FormatException)
        {
            return true;
        }
    }

    private static PolicyApplication Of(string yaml) => new(PolicyReader.Read("vigil.yaml", yaml), Today);

    private static ScanResult Ignore(string yaml) => Of(yaml).Ignore(Scans.Image.Result);

    private static ImmutableArray<string> Notes(ScanResult result, Domain.Diagnostics.DiagnosticCode code) =>
        [.. result.Inventory.Diagnostics.Items.Where(one => one.Code == code).Select(one => one.Message)];
}
