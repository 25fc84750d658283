using System.Text.Json;
using Vigil.Tests.Server.Support;

namespace Vigil.Tests.Server.Operations;

public sealed class SbomScanTests
{
    [Fact]
    public async Task Flaws_of_a_component_refer_to_it()
    {
        await using var server = await RunningServer.StartAsync();

        var answer = await server.Client().CallAsync("ScanSbom", new { sbom = Document(["openssl"]) });

        var vulnerabilities = answer.Body.GetProperty("sbom").GetProperty("vulnerabilities");
        Assert.NotEmpty(vulnerabilities.EnumerateArray());
        Assert.All(vulnerabilities.EnumerateArray(), flaw => Assert.Equal("ref-openssl", flaw.GetProperty("affects")[0].GetProperty("ref").GetString()));
    }

    [Fact]
    public async Task Components_without_a_name_of_their_own_get_one_that_no_other_has()
    {
        await using var server = await RunningServer.StartAsync();
        var document = new { bomFormat = "CycloneDX", specVersion = "1.5", components = new object[] { new { type = "library", name = "a" }, new Dictionary<string, string> { ["name"] = "b", ["bom-ref"] = "comp-2" }, new { name = "c" } } };

        var answer = await server.Client().CallAsync("ScanSbom", new { sbom = document });

        Assert.Equal(["comp-1", "comp-2", "comp-3"], answer.Body.GetProperty("sbom").GetProperty("components").EnumerateArray().Select(component => component.GetProperty("bom-ref").GetString()));
    }

    [Fact]
    public async Task Component_without_a_package_url_is_skipped_with_a_warning()
    {
        await using var server = await RunningServer.StartAsync();
        var document = new { bomFormat = "CycloneDX", specVersion = "1.5", components = new[] { new { type = "library", name = "x" } } };

        var answer = await server.Client().CallAsync("ScanSbom", new { sbom = document, outputFormat = "INSPECTOR" });

        Assert.Equal("Component skipped: no purl provided.", answer.Body.GetProperty("sbom").GetProperty("messages")[0].GetProperty("warning_message").GetString());
    }

    [Theory]
    [InlineData("""{"bomFormat":"CycloneDX","specVersion":"1.3"}""", "UNSUPPORTED_SBOM_TYPE")]
    [InlineData("""{"spdxVersion":"SPDX-2.3"}""", "UNSUPPORTED_SBOM_TYPE")]
    [InlineData("""{"bomFormat":"CycloneDX","specVersion":"1.5","components":[1]}""", "FIELD_VALIDATION_FAILED")]
    public async Task Other_documents_are_refused(string document, string reason)
    {
        await using var server = await RunningServer.StartAsync();

        var answer = await server.Client().CallAsync("ScanSbom", new { sbom = JsonDocument.Parse(document).RootElement });

        Assert.Equal((400, reason), (answer.Status, answer.Body.GetProperty("reason").GetString()));
    }

    [Fact]
    public async Task Too_many_components_are_refused()
    {
        await using var server = await RunningServer.StartAsync();

        var answer = await server.Client().CallAsync("ScanSbom", new { sbom = Document(Enumerable.Range(0, 5_000).Select(number => $"p{number}")) });

        Assert.Equal((400, "ValidationException"), (answer.Status, answer.Error));
    }

    private static object Document(IEnumerable<string> packages) => new
    {
        bomFormat = "CycloneDX",
        specVersion = "1.5",
        components = packages
            .Select(name => new Dictionary<string, string>
            {
                ["type"] = "library",
                ["bom-ref"] = $"ref-{name}",
                ["name"] = name,
                ["version"] = "1.0-1",
                ["purl"] = $"pkg:deb/debian/{name}@1.0-1?arch=amd64&distro=debian-12",
            })
            .Prepend(new Dictionary<string, string> { ["type"] = "operating-system", ["name"] = "debian", ["version"] = "12" }),
    };
}
