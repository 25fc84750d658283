using Vigil.Advisories.Compilation;
using Vigil.Advisories.Store;
using Vigil.Domain.Advisories;

namespace Vigil.Tests.Advisories.Compilation;

public sealed class GenerationCompilerTests
{
    private static readonly AdvisoryKey Openssl = new("Debian", "12", "openssl");

    [Fact]
    public void Row_comes_back_as_it_was_stated()
    {
        using var store = GenerationCompiler.Compile(
        [
            new Advisory
            {
                Id = "DSA-1",
                Source = "osv/Debian",
                Vulnerabilities = ["CVE-2024-1", "CVE-2024-2"],
                Affected =
                [
                    new AffectedPackage
                    {
                        Key = Openssl,
                        Scheme = "deb",
                        State = VendorState.WillNotFix,
                        NamesSource = true,
                        Ranges = [new VersionRange("0", "3.0.1-1"), new VersionRange("4", "", "4.2")],
                        Arches = ["arm64", "amd64"],
                        ModuleStream = "m:1",
                        Repositories = ["r2", "r1"],
                        SeverityLabel = "high",
                    },
                ],
            },
        ]);

        var seen = new List<string>();
        foreach (var row in store.Find(Openssl))
        {
            seen.Add($"{row.Introduced.ToString()} {row.Fixed.ToString()} {row.LastAffected.ToString()}");
            Assert.Equal(VendorState.WillNotFix, row.State);
            Assert.Equal("deb", row.Scheme);
            Assert.True(row.NamesSource);
            Assert.Equal(["amd64", "arm64"], row.Arches.ToArray());
            Assert.Equal(["r1", "r2"], row.Repositories.ToArray());
            Assert.Equal("m:1", row.ModuleStream);
            Assert.Equal("high", row.SeverityLabel);
            Assert.Equal("DSA-1", store.Advisory(row.AdvisoryIndex).Id);
            Assert.Equal(["CVE-2024-1", "CVE-2024-2"], store.VulnerabilitiesOf(row.AdvisoryIndex).ToArray().Select(store.VulnerabilityId));
        }

        Assert.Equal([" 3.0.1-1 ", "4  4.2"], seen.Order(StringComparer.Ordinal));
        store.Verify();
    }

    [Fact]
    public void Unknown_name_release_and_ecosystem_have_no_rows()
    {
        using var store = GenerationCompiler.Compile([Affecting("CVE-1", Openssl)]);

        Assert.True(store.Find(Openssl with { Name = "opensslx" }).IsEmpty);
        Assert.True(store.Find(Openssl with { Release = "11" }).IsEmpty);
        Assert.True(store.Find(Openssl with { Ecosystem = "Ubuntu" }).IsEmpty);
        Assert.False(store.Find(Openssl).IsEmpty);
        Assert.True(store.HasEcosystem("Debian"));
        Assert.False(store.HasEcosystem("Deb"));
        Assert.True(store.HasRelease("Debian", "12"));
        Assert.False(store.HasRelease("Debian", "1"));
    }

    [Fact]
    public void Aliases_join_and_the_least_cve_names_the_flaw()
    {
        using var store = GenerationCompiler.Compile(
        [
            new Advisory { Id = "GHSA-a", Source = "osv/npm", Aliases = ["CVE-2024-2"], Summary = "A title", Details = "Text", References = ["https://a"] },
            new Advisory { Id = "CVE-2024-2", Source = "nvd", Details = "Other", Cwes = ["CWE-79"], Severities = [new Severity("REDHAT_CVE", "", "low")] },
            new Advisory { Id = "PYSEC-1", Source = "osv/PyPI", Aliases = ["GHSA-a"], Related = ["CVE-2024-9"] },
        ]);

        var flaw = store.Vulnerability(store.FindVulnerability("PYSEC-1"));
        var text = store.VulnerabilityText(store.FindVulnerability("GHSA-a"));

        Assert.Equal("CVE-2024-2", flaw.Id);
        Assert.Equal(["CVE-2024-2", "GHSA-a", "PYSEC-1"], flaw.Names.Select(name => name.Id));
        Assert.Equal("A title", flaw.Summary);
        Assert.Equal(["CWE-79"], flaw.Cwes);
        Assert.Equal([new Severity("REDHAT_CVE", "", "low")], flaw.Severities);
        Assert.Equal("Text", text.Details);
        Assert.Equal(["https://a"], text.References);
        Assert.Equal(1, store.VulnerabilityCount);
        Assert.Equal(-1, store.FindVulnerability("CVE-2024-9"));
    }

    [Fact]
    public void An_alias_names_the_record_and_the_source_that_stated_it()
    {
        using var store = GenerationCompiler.Compile(
        [
            new Advisory { Id = "CVE-2024-2", Source = "nvd" },
            new Advisory { Id = "GHSA-a", Source = "osv/npm", Aliases = ["CVE-2024-2", "SNYK-7"] },
            new Advisory { Id = "PYSEC-1", Source = "osv/PyPI", Aliases = ["GHSA-a"] },
        ]);

        var flaw = store.Vulnerability(store.FindVulnerability("SNYK-7"));

        Assert.Equal(
            [
                new VulnerabilityName("CVE-2024-2", "CVE-2024-2", "nvd"),
                new VulnerabilityName("GHSA-a", "GHSA-a", "osv/npm"),
                new VulnerabilityName("PYSEC-1", "PYSEC-1", "osv/PyPI"),
                new VulnerabilityName("SNYK-7", "GHSA-a", "osv/npm"),
            ],
            flaw.Names);
    }

    [Fact]
    public void A_record_that_is_only_related_stays_another_flaw()
    {
        using var store = GenerationCompiler.Compile(
        [
            new Advisory { Id = "CVE-1", Source = "nvd" },
            new Advisory { Id = "CVE-2", Source = "osv/npm", Related = ["CVE-1"] },
        ]);

        Assert.NotEqual(store.FindVulnerability("CVE-1"), store.FindVulnerability("CVE-2"));
        Assert.Single(store.Vulnerability(store.FindVulnerability("CVE-2")).Names);
    }

    [Fact]
    public void Withdrawn_advisory_opens_nothing_and_says_so()
    {
        var withdrawn = new DateTimeOffset(2024, 5, 6, 0, 0, 0, TimeSpan.Zero);
        using var store = GenerationCompiler.Compile([Affecting("CVE-1", Openssl) with { Withdrawn = withdrawn }]);

        Assert.True(store.Find(Openssl).IsEmpty);
        Assert.Equal(withdrawn, store.Vulnerability(store.FindVulnerability("CVE-1")).Withdrawn);
        Assert.Equal(withdrawn, store.Advisory(Assert.Single(store.FindAdvisories("CVE-1"))).Withdrawn);
    }

    [Fact]
    public void Flaw_stands_while_one_of_its_records_does()
    {
        using var store = GenerationCompiler.Compile(
        [
            new Advisory { Id = "GHSA-a", Source = "osv/npm", Aliases = ["CVE-1"], Summary = "Withdrawn text", Withdrawn = DateTimeOffset.UnixEpoch },
            new Advisory { Id = "CVE-1", Source = "redhat", Summary = "Standing text" },
        ]);

        var flaw = store.Vulnerability(store.FindVulnerability("GHSA-a"));

        Assert.Null(flaw.Withdrawn);
        Assert.Equal("Standing text", flaw.Summary);
    }

    [Fact]
    public void Erratum_describes_a_flaw_only_where_nothing_else_does()
    {
        using var store = GenerationCompiler.Compile(
        [
            new Advisory { Id = "ALAS-1", Source = "alas/2/core", Vulnerabilities = ["CVE-1", "CVE-2"], Summary = "Important update", Details = "Fixes two flaws. More." },
            new Advisory { Id = "CVE-1", Source = "redhat", Summary = "A flaw" },
        ]);

        var described = store.Vulnerability(store.FindVulnerability("CVE-1"));
        var named = store.Vulnerability(store.FindVulnerability("CVE-2"));

        Assert.Equal("A flaw", described.Summary);
        Assert.Equal("Fixes two flaws", named.Summary);
        Assert.Equal([new VulnerabilityName("CVE-2", "ALAS-1", "alas/2/core")], named.Names);
        Assert.Equal(-1, store.FindVulnerability("ALAS-1"));
        Assert.Single(store.FindAdvisories("ALAS-1"));
    }

    [Fact]
    public void Erratum_that_lists_its_flaws_as_aliases_does_not_join_them()
    {
        using var store = GenerationCompiler.Compile(
            [new Advisory { Id = "ELSA-1", Source = "test", Aliases = ["CVE-1", "CVE-2"], Vulnerabilities = ["CVE-1", "CVE-2"] }]);

        Assert.NotEqual(store.FindVulnerability("CVE-1"), store.FindVulnerability("CVE-2"));
    }

    [Fact]
    public void Same_id_in_two_feeds_is_two_advisories_of_one_flaw()
    {
        using var store = GenerationCompiler.Compile(
            [new Advisory { Id = "CVE-1", Source = "redhat" }, new Advisory { Id = "CVE-1", Source = "osv/Debian" }, new Advisory { Id = "CVE-10", Source = "nvd" }]);

        var found = store.FindAdvisories("CVE-1");

        Assert.Equal(["osv/Debian", "redhat"], found.Select(index => store.Advisory(index).Source));
        Assert.Equal(2, store.VulnerabilityCount);
        Assert.Empty(store.FindAdvisories("CVE-100"));
    }

    [Fact]
    public void Rows_that_differ_in_the_repository_only_are_one_row()
    {
        static AffectedPackage In(string repository) =>
            new() { Key = Openssl, Scheme = "rpm", Ranges = [new VersionRange("", "1")], Repositories = [repository] };
        using var store = GenerationCompiler.Compile(
            [new Advisory { Id = "RHSA-1", Source = "osv/Red Hat", Affected = [In("server"), In("client"), In("server"), In("workstation")] }]);

        Assert.Equal(1, store.RowCount);
        foreach (var row in store.Find(Openssl))
        {
            Assert.Equal(["client", "server", "workstation"], row.Repositories.ToArray());
        }
    }

    [Fact]
    public void Looking_up_takes_nothing_from_the_heap()
    {
        using var store = GenerationCompiler.Compile([Affecting("CVE-1", Openssl, Openssl with { Name = "zlib" })]);
        Assert.Equal(2, CountRows(store));

        var before = GC.GetAllocatedBytesForCurrentThread();
        CountRows(store);

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void Age_of_the_store_is_the_newest_modification_of_its_inputs()
    {
        var newest = new DateTimeOffset(2024, 5, 6, 7, 8, 9, TimeSpan.Zero);
        using var store = GenerationCompiler.Compile(
        [
            new Advisory { Id = "CVE-1", Source = "a", Modified = newest },
            new Advisory { Id = "CVE-2", Source = "b", Modified = newest.AddDays(-1) },
            new Advisory { Id = "CVE-3", Source = "b" },
        ]);

        Assert.Equal(newest, store.AsOf);
        Assert.Equal([1, 2], store.Sources.Select(source => source.Advisories));
    }

    private static int CountRows(AdvisoryStore store)
    {
        var rows = 0;
        foreach (var row in store.Find(Openssl))
        {
            rows += row.Versions.Contains("1"u8) && row.Scheme == "deb" ? 1 : 0;
        }

        return store.Find(Openssl with { Name = "none" }).IsEmpty ? rows + store.VulnerabilitiesOf(0).Length : 0;
    }

    private static Advisory Affecting(string id, params AdvisoryKey[] keys) => new()
    {
        Id = id,
        Source = "test",
        Affected = [.. keys.Select(key => new AffectedPackage { Key = key, Scheme = "deb", Versions = ["1"] })],
    };
}
