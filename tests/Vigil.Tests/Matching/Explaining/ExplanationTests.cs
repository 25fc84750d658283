using Vigil.Advisories.Exploits;
using Vigil.Advisories.Feeds;
using Vigil.Advisories.Store;
using Vigil.Domain.Advisories;
using Vigil.Domain.Findings;
using Vigil.Domain.Packages;
using Vigil.Domain.Purl;
using Vigil.Scanning.Matching;
using Vigil.Scanning.Matching.Explaining;
using static Vigil.Tests.Matching.Judgement;
using OperatingSystem = Vigil.Domain.OperatingSystems.OperatingSystem;

namespace Vigil.Tests.Matching.Explaining;

public sealed class ExplanationTests
{
    private static readonly Advisory Race = Advisory("CVE-2024-0001", Source("Debian", "12", "openssh", "1:9.2-3")) with
    {
        Summary = "A race in the server",
        Details = "## Impact\nA race in `sshd`, see [the notes](https://example.org/notes).",
        Cwes = ["CWE-364"],
        Published = new DateTimeOffset(2024, 7, 1, 0, 0, 0, TimeSpan.Zero),
        Severities = [new("NVD", "CVSS:3.1/AV:N/AC:H/PR:N/UI:N/S:U/C:H/I:H/A:H"), new("UBUNTU_CVE", "", "high")],
    };

    [Fact]
    public void Packages_with_one_reason_share_its_sentences()
    {
        var note = Explain(Race, Installed("openssh-client", "openssh", "1:9.2-2"), Installed("openssh-server", "openssh", "1:9.2-2"));

        Assert.Equal("CVE-2024-0001: A race in the server", note.Title);
        Assert.Equal(
            "openssh-client and openssh-server, built from openssh, are installed as 1:9.2-2. Debian 12 has the fix in 1:9.2-3, and the installed version is "
            + "older: 1:9.2-2 < 1:9.2-3: epoch 1 = 1, version 9.2 = 9.2, revision 2 < 3.",
            Paragraph(note, "Why here"));
        Assert.Equal(
            "Rebuild the image with openssh 1:9.2-3 or later; inside it: apt-get install --only-upgrade openssh-client openssh-server",
            Paragraph(note, "What to do"));
    }

    [Fact]
    public void A_note_says_what_the_flaw_is_and_how_bad_by_whose_score()
    {
        var note = Explain(Race, Installed("openssh-server", "openssh", "1:9.2-2"));

        Assert.Equal("A race in sshd, see the notes. Weakness: CWE-364. Public since 2024-07-01.", Paragraph(note, "What it is"));
        Assert.Equal("HIGH by NVD: 8.1, CVSS:3.1/AV:N/AC:H/PR:N/UI:N/S:U/C:H/I:H/A:H. Others: high by UBUNTU_CVE.", Paragraph(note, "How bad"));
        Assert.Equal("CVE-2024-0001 in the feed test, about Debian 12: openssh.", Paragraph(note, "Who says so"));
        Assert.StartsWith("Sure: a statement of test", Paragraph(note, "How sure"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_note_says_whether_the_flaw_is_exploited()
    {
        var builder = new ExploitTableBuilder();
        builder.Add(new KnownExploitation("CVE-2024-0001", new(2024, 8, 1), new(2024, 8, 22), "Update.", InRansomware: true));
        builder.Add(new ExploitProbability("CVE-2024-0001", 0.99999f, 0.87654f));
        builder.Add(new PublicExploit("CVE-2024-0001", "metasploit", "exploit/x", ExploitMaturity.Functional));
        builder.AddSource(new SourceReport { Source = ExploitSources.Kev });
        using var exploits = ExploitTable.Load(builder.ToArray());
        var server = Installed("openssh-server", "openssh", "1:9.2-2");

        var note = Explain(Race, exploits, ArtifactKind.Host, server);

        Assert.Equal(
            "Yes: in CISA's catalogue of exploited vulnerabilities since 2024-08-01, to be fixed by 2024-08-22; ransomware uses it. EPSS puts the chance of an "
            + "attack within 30 days at 99.9 %, higher than for 87.6 % of all vulnerabilities. Public exploits: exploit/x (metasploit).",
            Paragraph(note, "Exploited"));
        Assert.EndsWith("Here 8.1, with Exploit Code Maturity E:H (listed as exploited since 2024-08-01 (CISA KEV)).", Paragraph(note, "How bad"), StringComparison.Ordinal);
        Assert.StartsWith("Not known:", Paragraph(Explain(Race, server), "Exploited"), StringComparison.Ordinal);
    }

    [Fact]
    public void The_facts_go_down_to_the_layer()
    {
        var package = Installed("openssh-server", "openssh", "1:9.2-2") with { Evidence = [new Evidence("var/lib/dpkg/status", "sha256:aa", "sha256:bb")] };

        var facts = Explain(Race, package).Facts;

        Assert.Contains(new ExplanationLine("key", "Debian 12: openssh"), facts);
        Assert.Contains(new ExplanationLine("range", "< 1:9.2-3"), facts);
        Assert.Contains(new ExplanationLine("comparison", "1:9.2-2 < 1:9.2-3: epoch 1 = 1, version 9.2 = 9.2, revision 2 < 3"), facts);
        Assert.Contains(new ExplanationLine("introduced by layer", "sha256:aa"), facts);
    }

    [Theory]
    [InlineData("", VendorState.WillNotFix, "There is nothing to install: the vendor will not fix it.")]
    [InlineData("", VendorState.Affected, "No version of openssh with a fix is known yet: remove the package if nothing needs it, or wait for the vendor.")]
    public void Without_a_fix_the_vendor_is_quoted(string fix, VendorState state, string expected)
    {
        var note = Explain(Advisory("CVE-2024-0001", Source("Debian", "12", "openssh", fix, state)), Installed("openssh-server", "openssh", "1:9.2-2"));

        Assert.Equal(expected, Paragraph(note, "What to do"));
    }

    [Fact]
    public void A_fix_that_needs_a_subscription_says_so_before_the_command()
    {
        var pro = Advisory("CVE-2024-0001", Source("Ubuntu", "Pro:22.04", "openssh", "1:9.2-3+esm1"));
        var server = Installed("openssh-server", "openssh", "1:9.2-2");

        var note = Explain(pro, ExploitTable.Empty, ArtifactKind.Host, server with { Coordinate = server.Coordinate with { Ecosystem = "Ubuntu", Release = "22.04" } });

        Assert.Equal(
            "Upgrade to openssh 1:9.2-3+esm1 or later, which needs Ubuntu Pro: pro attach && apt-get install --only-upgrade openssh-server",
            Paragraph(note, "What to do"));
        Assert.Contains("Ubuntu Pro 22.04 has the fix in 1:9.2-3+esm1", Paragraph(note, "Why here"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_package_of_several_architectures_is_told_apart()
    {
        var amd64 = Installed("libssl3", "openssh", "1:9.2-2");
        amd64 = amd64 with { Coordinate = amd64.Coordinate with { Arch = "amd64" } };

        var facts = Explain(Race, amd64, amd64 with { Coordinate = amd64.Coordinate with { Arch = "i386" } }).Facts;

        Assert.Equal(["libssl3 1:9.2-2 amd64", "libssl3 1:9.2-2 i386"], facts.Items.Where(fact => fact.Subject == "package").Select(fact => fact.Text));
    }

    [Fact]
    public void An_installed_fix_is_why_a_flaw_is_not_here()
    {
        var note = Explain(Race, Installed("openssh-server", "openssh", "1:9.2-4"));

        Assert.Equal(
            "openssh-server has the fix: Debian 12 fixed it in 1:9.2-3, and the installed version is not older: 1:9.2-4 > 1:9.2-3: epoch 1 = 1, version "
            + "9.2 = 9.2, revision 4 > 3 (CVE-2024-0001 in the feed test).",
            Paragraph(note, "Why not here"));
    }

    [Fact]
    public void A_statement_of_the_vendor_is_why_a_flaw_is_not_here()
    {
        var note = Explain(Advisory("CVE-2024-0001", Source("Debian", "12", "openssh", "", VendorState.NotAffected)), Installed("openssh-server", "openssh", "1:9.2-2"));

        Assert.Equal(
            "openssh-server is not affected, says the vendor: CVE-2024-0001 in the feed test states so for Debian 12: openssh.",
            Paragraph(note, "Why not here"));
    }

    [Fact]
    public void What_is_not_installed_is_named()
    {
        var bash = Installed("bash", "bash", "5.2-1");

        Assert.Equal("For Debian 12 the advisories speak of openssh; it is not installed.", Paragraph(Explain(Race, bash), "Why not here"));
        Assert.Equal(
            "No advisory of Debian 12 speaks of it. It is known for left-pad in npm.",
            Paragraph(Explain(Advisory("CVE-2024-0001", Binary("npm", "", "left-pad", "1.3.0")), bash), "Why not here"));
    }

    [Fact]
    public void A_package_that_was_not_judged_is_no_proof_of_absence()
    {
        var kernel = Installed("linux-image-6.1", "linux", "6.1-1") with { Context = PackageContext.KernelInImage };

        var note = Explain(Advisory("CVE-2024-0001", Source("Debian", "12", "linux", "6.1-2")), kernel);

        Assert.Equal("linux-image-6.1 6.1-1 was not judged: an image runs on the kernel of its host.", Paragraph(note, "Why not here"));
    }

    [Theory]
    [InlineData("linux-image-6.1.0-9-amd64", "apt-get install linux-image-amd64")]
    [InlineData("linux-image-6.1.0-0.deb11.13-cloud-amd64", "apt-get install linux-image-cloud-amd64")]
    [InlineData("linux-image-unsigned-5.15.0-91-generic", "apt-get install linux-image-generic")]
    public void A_new_kernel_comes_with_the_package_of_its_flavour_and_runs_after_a_restart(string package, string command)
    {
        var advisory = Advisory("CVE-2024-0001", Source("Debian", "12", "linux", "6.1-2"));

        var note = Explain(advisory, ExploitTable.Empty, ArtifactKind.Host, Installed(package, "linux", "6.1-1"));

        Assert.Equal($"Upgrade to linux 6.1-2 or later and restart: {command}", Paragraph(note, "What to do"));
    }

    [Fact]
    public void Each_remedy_stands_by_itself()
    {
        var advisory = Advisory("CVE-2024-0001", Source("Debian", "12", "nghttp2", "1.52-2"), Source("Debian", "12", "nginx", "") with { Ranges = [] });

        var note = Explain(advisory, ExploitTable.Empty, ArtifactKind.Host, Installed("libnghttp2-14", "nghttp2", "1.52-1"), Installed("nginx", "nginx", "1.22"));

        Assert.Equal(
            [
                "Upgrade to nghttp2 1.52-2 or later: apt-get install --only-upgrade libnghttp2-14",
                "No version of nginx with a fix is known yet: remove the package if nothing needs it, or wait for the vendor.",
            ],
            note.Paragraphs.Items.Where(line => line.Subject == "What to do").Select(line => line.Text));
    }

    private static string Paragraph(Explanation note, string subject) => Assert.Single(note.Paragraphs.Items, line => line.Subject == subject).Text;

    private static Explanation Explain(Advisory advisory, params Package[] packages) => Explain(advisory, ExploitTable.Empty, ArtifactKind.Image, packages);

    private static Explanation Explain(Advisory advisory, ExploitTable exploits, ArtifactKind kind, params Package[] packages)
    {
        using AdvisoryStore store = Generation(advisory, Advisory("CVE-2000-0001", Source("Debian", "12", "other", "1")));
        var inventory = new Inventory
        {
            Artifact = new ArtifactIdentity(kind, "test"),
            OperatingSystem = new OperatingSystem { Ecosystem = "Debian", Release = "12", Id = "debian" },
            Packages = [.. packages],
        };
        var result = new InventoryMatcher(store, exploits).Match(inventory, new DateOnly(2025, 6, 1));
        return result.Findings.Items is [var finding]
            ? new FindingNote(store, exploits).Of(finding, result)
            : new AbsenceNote(store, exploits).Of(store.FindVulnerability("CVE-2024-0001"), result);
    }

    private static Package Installed(string name, string source, string version) => new()
    {
        Coordinate = Package("Debian", "12", name, version) with { SourceName = source },
        Purl = PackageUrl.Parse($"pkg:deb/debian/{name}"),
        Evidence = [new Evidence("var/lib/dpkg/status")],
    };
}
