using System.Text;
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
            new Advisory { Id = "CVE-2024-2", Source = "redhat", Details = "Other", Cwes = ["CWE-79"], Severities = [new Severity("REDHAT_CVE", "", "low")] },
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

    private static Advisory Affecting(string id, params AdvisoryKey[] keys) => new()
    {
        Id = id,
        Source = "test",
        Affected = [.. keys.Select(key => new AffectedPackage { Key = key, Scheme = "deb", Versions = ["1"] })],
    };
}
