namespace Vigil.EndToEnd;

/// <summary>Bills of materials of the real program, held against the official schemas.</summary>
public sealed class SbomTests : IDisposable
{
    private readonly Workspace _work = new();

    public void Dispose() => _work.Dispose();

    [Fact]
    public async Task Every_version_and_spelling_of_CycloneDX_is_valid()
    {
        var image = _work.DemoImage();
        var pairs = new List<string>();
        foreach (var (name, schema) in ((string, string)[])
            [
                ("cyclonedx", "cyclonedx-1.6"), ("cyclonedx-xml", "cyclonedx-1.6-xml"), ("cyclonedx-1.5", "cyclonedx-1.5"),
                ("cyclonedx-1.5-xml", "cyclonedx-1.5-xml"), ("cyclonedx-1.4", "cyclonedx-1.4"), ("cyclonedx-1.4-xml", "cyclonedx-1.4-xml"),
            ])
        {
            var sbom = await VigilProcess.RunAsync("sbom", "image", image, "--format", name, "--output", _work[name]);
            Assert.Equal((0, ""), (sbom.ExitCode, sbom.Output));
            pairs.AddRange([schema, _work[name]]);
        }

        SchemaCheck.Valid([.. pairs]);
    }

    [Fact]
    public async Task What_ScanSbom_answers_is_CycloneDX_too()
    {
        await VigilProcess.RunAsync("scan", "image", _work.DemoImage(), "--quiet", "--report", $"inspector-cyclonedx={_work["scanned"]}");

        SchemaCheck.Valid("cyclonedx-1.5", _work["scanned"]);
    }

    [Theory]
    [InlineData("cyclonedx", "cyclonedx-1.6", "\"type\": \"library\"", "\"type\": \"thing\"")]
    [InlineData("cyclonedx-xml", "cyclonedx-1.6-xml", "<name>musl</name>", "<title>musl</title>")]
    public async Task The_validators_find_a_fault(string name, string schema, string right, string wrong)
    {
        var sbom = await VigilProcess.RunAsync("inventory", "image", _work.DemoImage(), "--format", name);
        await File.WriteAllTextAsync(_work["wrong"], sbom.Output.Replace(right, wrong, StringComparison.Ordinal), TestContext.Current.CancellationToken);

        Assert.True(SchemaCheck.Refuses(schema, _work["wrong"]));
    }

    [Fact]
    public async Task Two_runs_give_the_same_bytes()
    {
        var image = _work.DemoImage();

        var first = await VigilProcess.RunAsync("sbom", "image", image, "-f", "spdx");
        var second = await VigilProcess.RunAsync("sbom", "image", image, "-f", "spdx");

        Assert.Equal(first.Output, second.Output);
        Assert.Contains("\"spdxVersion\": \"SPDX-2.3\"", first.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("cyclonedx")]
    [InlineData("cyclonedx-xml")]
    [InlineData("spdx")]
    [InlineData("spdx-tag-value")]
    public async Task The_clock_is_in_no_document(string format)
    {
        var root = _work.DebianRoot("curl", "7.88.1-10");

        var sbom = await VigilProcess.RunAsync("sbom", "dir", root, "-f", format);

        Assert.Contains("1970-01-01T00:00:00Z", sbom.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("cyclonedx")]
    [InlineData("cyclonedx-1.4-xml")]
    [InlineData("spdx")]
    [InlineData("spdx-tag-value")]
    public async Task A_scan_of_the_bill_of_materials_is_the_scan_of_the_image(string format)
    {
        var image = _work.DemoImage();
        await VigilProcess.RunAsync("sbom", "image", image, "-f", format, "-o", _work["sbom"]);

        var direct = await VigilProcess.RunAsync("scan", "image", image, "--format", "json");
        var listed = await VigilProcess.RunAsync("scan", "sbom", _work["sbom"], "--format", "json");

        Assert.Equal(direct, listed);
        Assert.Contains("CVE-2023-38545", listed.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Package_urls_are_scanned_from_standard_input()
    {
        var scan = await VigilProcess.RunAsync("pkg:apk/alpine/curl@7.86.0-r1?distro=alpine-3.17.0\n", ["scan", "sbom", "-", "--fail-on", "high"]);

        Assert.Equal(1, scan.ExitCode);
        Assert.Contains("CVE-2023-38545", scan.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_cannot_be_written_is_said()
    {
        var sbom = await VigilProcess.RunAsync("sbom", "image", _work.DemoImage(), "--output", _work["no/such/folder"]);

        Assert.Equal(2, sbom.ExitCode);
        Assert.Contains("cannot be written", sbom.Error, StringComparison.Ordinal);
    }
}
