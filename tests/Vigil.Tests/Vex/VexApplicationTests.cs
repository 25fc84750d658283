using System.Text;
using System.Text.Json;
using FsCheck.Xunit;
using Vigil.Domain.Findings;
using Vigil.Scanning.Vex;
using Vigil.Tests.Output.Reports;
using Vigil.Tests.Sbom;

namespace Vigil.Tests.Vex;

public sealed class VexApplicationTests
{
    [Theory]
    [InlineData("pkg:deb/debian/libssl3", 1)]
    [InlineData("pkg:deb/debian/libssl3@3.0.11-1~deb12u2?arch=amd64", 1)]
    [InlineData("pkg:deb/debian/openssl@3.0.11-1~deb12u2?arch=source", 1)]
    [InlineData("pkg:deb/debian/openssl", 1)]
    [InlineData("pkg:oci/shop@sha256:0123?repository_url=registry.example/shop", 2)]
    [InlineData("pkg:oci/shop?repository_url=registry.example", 2)]
    [InlineData("registry.example/shop:1.2", 2)]
    [InlineData("pkg:deb/debian/libssl3@3.0.11-1~deb12u2?arch=arm64", 0)]
    [InlineData("pkg:deb/debian/libssl3@3.0.12", 0)]
    [InlineData("pkg:deb/ubuntu/libssl3", 0)]
    [InlineData("pkg:npm/libssl3", 0)]
    [InlineData("pkg:oci/shop@sha256:ffff", 0)]
    [InlineData("pkg:oci/shop?repository_url=other.example/shop", 0)]
    public void A_product_is_matched_by_what_it_says(string product, int packagesSetAside)
    {
        var result = Apply(OpenVex("CVE-2026-0001", "not_affected", $$"""{"@id":"{{product}}"}"""));

        Assert.Equal(packagesSetAside, result.SetAside.Items.Sum(aside => aside.Finding.Packages.Count));
        Assert.Equal(packagesSetAside == 0, result.Inventory.Diagnostics.Items.Any(one => one.Code == VexCodes.ProductNotHere));
    }

    [Fact]
    public void What_is_left_of_a_finding_stays_one()
    {
        var result = Apply(OpenVex("CVE-2026-0001", "not_affected", """{"@id":"pkg:deb/debian/libssl3"}"""));

        var left = result.Findings.Items.Single(finding => finding.VulnerabilityId == "CVE-2026-0001");
        Assert.Equal("libgcc-s1", Assert.Single(left.Packages).Package.Coordinate.Name);
        Assert.Equal(FixAvailable.No, left.FixAvailable);
        Assert.Equal(FixAvailable.Yes, Assert.Single(result.SetAside).Finding.FixAvailable);
    }

    [Theory]
    [InlineData("""{"@id":"pkg:oci/shop","subcomponents":[{"@id":"pkg:deb/debian/libssl3"}]}""", 1)]
    [InlineData("""{"@id":"pkg:oci/other","subcomponents":[{"@id":"pkg:deb/debian/libssl3"}]}""", 0)]
    [InlineData("""{"@id":"cpe:/o:debian:debian_linux:12","subcomponents":[{"@id":"pkg:deb/debian/libssl3@3.0.11-1~deb12u2"}]}""", 1)]
    [InlineData("""{"@id":"cpe:/o:debian:debian_linux:12","subcomponents":[{"@id":"pkg:deb/debian/libssl3"}]}""", 0)]
    public void A_component_counts_in_its_product(string product, int packagesSetAside)
    {
        Assert.Equal(packagesSetAside, Apply(OpenVex("CVE-2026-0001", "fixed", product)).SetAside.Items.Sum(aside => aside.Finding.Packages.Count));
    }

    [Theory]
    [InlineData("affected")]
    [InlineData("under_investigation")]
    public void Other_words_take_nothing_out(string status) => Assert.Empty(Apply(OpenVex("CVE-2026-0001", status, """{"@id":"pkg:oci/shop"}""")).SetAside);

    [Fact]
    public void The_later_statement_counts()
    {
        var denied = OpenVex("CVE-2026-0001", "not_affected", """{"@id":"pkg:oci/shop"}""", "2026-01-01T00:00:00Z");
        var revoked = OpenVex("CVE-2026-0001", "affected", """{"@id":"pkg:oci/shop"}""", "2026-01-02T00:00:00Z");

        Assert.Empty(Apply(revoked, denied).SetAside);
        Assert.NotEmpty(Apply(OpenVex("CVE-2026-0001", "affected", """{"@id":"pkg:oci/shop"}""", "2025-01-01T00:00:00Z"), denied).SetAside);
    }

    [Fact]
    public void Statements_on_what_was_not_found_are_listed()
    {
        var result = Apply(OpenVex("CVE-1999-0001", "not_affected", """{"@id":"pkg:oci/shop"}"""));

        Assert.Equal(VexCodes.FlawNotFound, result.Inventory.Diagnostics[^1].Code);
        Assert.Contains("CVE-1999-0001", result.Inventory.Diagnostics[^1].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_flaw_is_known_by_its_other_names()
    {
        var scan = Scans.Report(Scans.Finding("CVE-1", FindingSeverity.Low, "", Samples.DebianImage.Packages[0], "") with { Aliases = ["GHSA-x"] }).Result;

        Assert.Empty(new VexApplication(OpenVex("ghsa-X", "fixed", """{"@id":"pkg:oci/shop"}""")).Apply(scan).Findings);
    }

    [Fact]
    public void Csaf_speaks_of_components_of_products()
    {
        var result = Apply(Read(
            """
            {"document":{"category":"csaf_vex","tracking":{"id":"VEX-1","status":"final","current_release_date":"2026-01-01T00:00:00Z"}},
             "product_tree":{"full_product_names":[
               {"product_id":"D","name":"Debian 12","product_identification_helper":{"cpe":"cpe:/o:debian:debian_linux:12"}},
               {"product_id":"S","name":"libssl3","product_identification_helper":{"purl":"pkg:deb/debian/libssl3@3.0.11-1~deb12u2"}}],
              "relationships":[{"category":"default_component_of","product_reference":"S","relates_to_product_reference":"D","full_product_name":{"product_id":"D:S","name":"x"}}]},
             "vulnerabilities":[{"cve":"CVE-2026-0001","product_status":{"known_not_affected":["D:S"]}}]}
            """));

        Assert.Equal("libssl3", Assert.Single(result.SetAside).Finding.Packages[0].Package.Coordinate.Name);
        Assert.Contains("VEX-1", result.SetAside[0].By, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("c-1")]
    [InlineData("urn:cdx:3e671687-395b-41f5-a30f-a58921a69b79/1#pkg:deb/debian/libssl3@3.0.11-1~deb12u2")]
    [InlineData("pkg:deb/debian/libssl3@3.0.11-1~deb12u2")]
    public void CycloneDX_refers_to_components_of_its_own_or_of_another_document(string reference)
    {
        var result = Apply(Read(
            $$"""
            {"bomFormat":"CycloneDX","components":[{"bom-ref":"c-1","purl":"pkg:deb/debian/libssl3"}],
             "vulnerabilities":[{"id":"CVE-2026-0001","analysis":{"state":"not_affected","justification":"code_not_reachable","detail":"never called"},"affects":[{"ref":"{{reference}}"}]}]}
            """));

        Assert.Equal("code_not_reachable: never called", Assert.Single(result.SetAside).Reason);
    }

    [Fact]
    public void An_attestation_is_unwrapped()
    {
        const string Statement = """{"_type":"https://in-toto.io/Statement/v1","predicateType":"https://openvex.dev/ns","predicate":{"@context":"https://openvex.dev/ns/v0.2.0","statements":[{"vulnerability":{"name":"CVE-2026-0001"},"products":[{"@id":"pkg:oci/shop"}],"status":"fixed"}]}}""";

        Assert.Single(Read(Statement));
        Assert.Single(Read($$"""{"payload":"{{Convert.ToBase64String(Encoding.UTF8.GetBytes(Statement))}}"}"""));
        Assert.Single(Read($$"""{"mediaType":"application/vnd.dev.sigstore.bundle.v0.3+json","dsseEnvelope":{"payload":"{{Convert.ToBase64String(Encoding.UTF8.GetBytes(Statement))}}"} }"""));
    }

    [Fact]
    public void A_statement_without_products_is_about_what_the_attestation_is_about()
    {
        var result = Apply(Read(
            """
            {"_type":"https://in-toto.io/Statement/v1","subject":[{"name":"shop","digest":{"sha256":"0123"}}],
             "predicate":{"@context":"https://openvex.dev/ns/v0.2.0","statements":[{"vulnerability":{"name":"CVE-2026-0001"},"status":"fixed"}]}}
            """));

        Assert.NotEmpty(result.SetAside);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("{\"@context\":1}")]
    [InlineData("{\"document\":{}}")]
    public void What_is_no_VEX_document_is_a_fault(string document) => Assert.Throws<FormatException>(() => Read(document));

    [Fact]
    public void What_is_written_is_read_again()
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            new OpenVexWriter(json).Write(Scans.Image.Result, Samples.Noon, "somebody");
        }

        var statements = VexReader.Read("own", stream.ToArray());

        Assert.Equal(["CVE-2026-0001", "GHSA-aaaa-bbbb-cccc"], statements.Select(statement => statement.Vulnerabilities[0]));
        Assert.Empty(new VexApplication(statements.Select(statement => statement with { Status = VexStatus.Fixed })).Apply(Scans.Image.Result).Findings);
    }

    [Property(MaxTest = 300)]
    public bool No_mutation_of_a_document_breaks_the_reader(ushort at, byte value)
    {
        var bytes = Encoding.UTF8.GetBytes(
            """{"@context":"https://openvex.dev/ns/v0.2.0","statements":[{"vulnerability":{"name":"CVE-2026-0001","aliases":["a"]},"products":[{"@id":"pkg:oci/shop","hashes":{"sha-256":"00"}}],"status":"fixed"}]}""");
        bytes[at % bytes.Length] = value;
        try
        {
            return new VexApplication(VexReader.Read("mutated", bytes)).Apply(Scans.Image.Result).Findings.Count <= 2;
        }
        catch (FormatException)
        {
            return true;
        }
    }

    private static ScanResult Apply(params IEnumerable<VexStatement>[] documents) => new VexApplication(documents.SelectMany(document => document)).Apply(Scans.Image.Result);

    private static IReadOnlyList<VexStatement> OpenVex(string flaw, string status, string product, string time = "2026-01-01T00:00:00Z") => Read(
        $$"""{"@context":"https://openvex.dev/ns/v0.2.0","timestamp":"{{time}}","statements":[{"vulnerability":{"name":"{{flaw}}"},"products":[{{product}}],"status":"{{status}}","justification":"x"}]}""");

    private static IReadOnlyList<VexStatement> Read(string document) => VexReader.Read("document", Encoding.UTF8.GetBytes(document));
}
