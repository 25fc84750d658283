using System.Text;
using Vigil.Scanning.Vex;
using Vigil.Tests.Support;

namespace Vigil.Tests.Vex;

/// <summary>Damages VEX documents in every way that chance finds: each is read, or refused as none.</summary>
public sealed class MutatedVexTests
{
    private static readonly (string Path, byte[] Bytes)[] Documents =
    [
        .. new (string Path, string Text)[]
        {
            ("openvex", """{"@context":"https://openvex.dev/ns/v0.2.0","timestamp":"2026-01-01T00:00:00Z","statements":[{"vulnerability":{"name":"CVE-2026-0001","aliases":["GHSA-x"]},"products":[{"@id":"pkg:oci/shop","subcomponents":[{"@id":"pkg:deb/debian/libssl3"}]}],"status":"not_affected","justification":"component_not_present"}]}"""),
            ("attested", """{"_type":"https://in-toto.io/Statement/v1","subject":[{"digest":{"sha256":"00"}}],"predicate":{"@context":"https://openvex.dev/ns","statements":[{"vulnerability":"CVE-1","status":"fixed"}]}}"""),
            ("cyclonedx", """{"bomFormat":"CycloneDX","components":[{"bom-ref":"c-1","purl":"pkg:deb/debian/libssl3"}],"vulnerabilities":[{"id":"CVE-1","analysis":{"state":"not_affected","detail":"x"},"affects":[{"ref":"c-1"}]}]}"""),
            ("csaf", """{"document":{"tracking":{"id":"V","status":"final","current_release_date":"2026-01-01T00:00:00Z"}},"product_tree":{"branches":[{"branches":[{"product":{"product_id":"D"}}]}],"full_product_names":[{"product_id":"S","name":"s","product_identification_helper":{"purl":"pkg:deb/debian/s"}}],"relationships":[{"category":"default_component_of","product_reference":"S","relates_to_product_reference":"D","full_product_name":{"product_id":"D:S","name":"x"}}]},"vulnerabilities":[{"cve":"CVE-1","product_status":{"known_not_affected":["D:S"]}}]}"""),
        }.Select(document => (document.Path, Encoding.UTF8.GetBytes(document.Text))),
    ];

    [Fact]
    public void Damaged_document_is_read_or_refused() => MutationRun.Of("vex", Documents, (path, bytes) =>
    {
        try
        {
            return VexReader.Read(path, bytes).Any(statement => statement.Vulnerabilities.IsEmpty) ? "a statement is about no flaw" : "";
        }
        catch (FormatException)
        {
            return "";
        }
    });
}
