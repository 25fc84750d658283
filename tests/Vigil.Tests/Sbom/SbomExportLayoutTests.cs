using System.Text.Json;
using Vigil.Domain.Findings;
using Vigil.Scanning.Sbom.Inspector;
using Vigil.Tests.Output.Reports;

namespace Vigil.Tests.Sbom;

public sealed class SbomExportLayoutTests
{
    private static readonly ExportedResource Resource =
        new("111122223333", "AWS_ECR_CONTAINER_IMAGE", "arn:aws:ecr:eu-west-1:111122223333:repository/shop/sha256:0123");

    [Fact]
    public void CycloneDX_names_account_and_resource_and_what_each_flaw_affects()
    {
        var bom = Written((layout, scan) => layout.WriteCycloneDx(scan, Samples.Noon));

        var properties = bom.GetProperty("metadata").GetProperty("properties").EnumerateArray().ToDictionary(one => one.GetProperty("name").GetString()!, one => one.GetProperty("value").GetString());
        Assert.Equal(("111122223333", "AWS_ECR_CONTAINER_IMAGE", "sha256:0123"), (properties["accountId"], properties["resourceType"], properties["imageId"]));
        var components = bom.GetProperty("components").EnumerateArray().ToDictionary(one => one.GetProperty("name").GetString()!);
        Assert.Equal("pkg:dpkg/debian/libssl3@3.0.11-1~deb12u2?arch=amd64&distro=debian-12&upstream=openssl", components["libssl3"].GetProperty("purl").GetString());
        Assert.Equal("pkg:npm/%40babel/core@7.0.0?path=app%2Fpackage-lock.json", components["@babel/core"].GetProperty("purl").GetString());
        Assert.Equal(components["libssl3"].GetProperty("bom-ref").GetString(), bom.GetProperty("vulnerabilities")[0].GetProperty("affects")[0].GetProperty("ref").GetString());
    }

    [Fact]
    public void Spdx_has_flaws_as_security_references_and_no_licence_of_data()
    {
        var spdx = Written((layout, scan) => layout.WriteSpdx(scan, Samples.Noon));

        var package = spdx.GetProperty("packages").EnumerateArray().First(one => one.GetProperty("name").GetString() == "libssl3");
        Assert.Equal(
            [("PACKAGE-MANAGER", "purl"), ("SECURITY", "vulnerability")],
            package.GetProperty("externalRefs").EnumerateArray().Select(one => (one.GetProperty("referenceCategory").GetString(), one.GetProperty("referenceType").GetString())));
        Assert.StartsWith("111122223333/ECR/", spdx.GetProperty("name").GetString(), StringComparison.Ordinal);
        Assert.False(spdx.TryGetProperty("dataLicense", out _));
    }

    private static JsonElement Written(Action<SbomExportLayout, ScanResult> write)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            write(new SbomExportLayout(json, Resource), Scans.Image.Result);
        }

        return JsonDocument.Parse(stream.ToArray()).RootElement;
    }
}
