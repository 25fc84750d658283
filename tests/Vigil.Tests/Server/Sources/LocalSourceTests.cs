using System.Text;
using Vigil.Tests.Server.Support;
using Vigil.Tests.Support;

namespace Vigil.Tests.Server.Sources;

public sealed class LocalSourceTests : IDisposable
{
    private const string Prefix = "arn:aws:lambda:us-east-1:000000000001:function:";

    private readonly string _root = Directory.CreateTempSubdirectory("vigil-roots-").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public async Task Functions_of_a_directory_have_versions_runtimes_and_layers()
    {
        Write("functions/greet.zip", Package("requests", "2.5.0"));
        Write("functions/greet/7.zip", Package("requests", "2.6.0"));
        Write("functions/greet.json", """{"runtime":"python3.11","layers":["shared/base.zip"],"tags":{"env":"prod"}}"""u8.ToArray());
        Write("functions/shared/base.zip", Package("urllib3", "1.0"));
        await using var bench = await StartAsync();

        await bench.PutAsync(new { name = "lambdas", kind = "FUNCTION_DIRECTORY", address = Path.Combine(_root, "functions") });

        Assert.Equal(["SUCCESSFUL", "SUCCESSFUL"], [(await bench.CoverageAsync())[$"{Prefix}greet:$LATEST"], (await bench.CoverageAsync())[$"{Prefix}greet:7"]]);
        var function = (await bench.Client.CallAsync("ListCoverage")).Body.GetProperty("coveredResources").EnumerateArray()
            .First(one => one.GetProperty("resourceId").GetString()!.EndsWith(":7", StringComparison.Ordinal)).GetProperty("resourceMetadata").GetProperty("lambdaFunction");
        Assert.Equal("PYTHON_3_11", function.GetProperty("runtime").GetString());
        Assert.Contains("layer:base:1", Assert.Single(function.GetProperty("layers").EnumerateArray()).GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Function_that_changes_is_scanned_again_and_one_that_goes_is_gone()
    {
        Write("f/greet.zip", Package("requests", "2.5.0"));
        await using var bench = await StartAsync();
        await bench.PutAsync(new { name = "lambdas", kind = "FUNCTION_DIRECTORY", address = Path.Combine(_root, "f") });
        Write("f/greet.zip", "this is no zip"u8.ToArray());

        await bench.LaterAsync();
        Assert.Equal("UNSUPPORTED_CODE_ARTIFACTS", (await bench.CoverageAsync())[$"{Prefix}greet:$LATEST"]);
        File.Delete(Path.Combine(_root, "f/greet.zip"));
        await bench.LaterAsync();

        Assert.Equal("RESOURCE_TERMINATED", (await bench.CoverageAsync())[$"{Prefix}greet:$LATEST"]);
    }

    [Fact]
    public async Task Function_with_an_exclusion_tag_is_not_scanned()
    {
        Write("f/greet.zip", Package("requests", "2.5.0"));
        Write("f/greet.json", """{"tags":{"InspectorExclusion":"LambdaStandardScanning"}}"""u8.ToArray());
        await using var bench = await StartAsync();

        await bench.PutAsync(new { name = "lambdas", kind = "FUNCTION_DIRECTORY", address = Path.Combine(_root, "f") });

        Assert.Equal("EXCLUDED_BY_TAG", (await bench.CoverageAsync())[$"{Prefix}greet:$LATEST"]);
    }

    [Fact]
    public async Task Machine_with_an_exclusion_tag_loses_its_findings_and_gets_them_back()
    {
        await using var bench = await StartAsync();
        var machine = await Submissions.SubmitMachineAsync(bench.Client);
        Assert.NotEmpty(await bench.FindingsAsync());
        var inventory = Convert.ToBase64String(Vigil.Domain.Packages.InventoryEncoder.Encode(Submissions.Machine()));

        var answer = await bench.Client.CallAsync("SubmitInventory", new { inventory, resource = new { name = "web-1", tags = new { inspectorEC2exclusion = "" } } });
        Assert.False(answer.Body.GetProperty("taken").GetBoolean());
        Assert.Equal("EXCLUDED_BY_TAG", (await bench.CoverageAsync())[machine]);
        Assert.Empty(await bench.FindingsAsync());
        await Submissions.SubmitMachineAsync(bench.Client);

        Assert.NotEmpty(await bench.FindingsAsync());
    }

    [Fact]
    public async Task Uploaded_function_is_scanned_under_its_version()
    {
        await using var bench = await StartAsync();

        var answer = await bench.Client.CallAsync("SubmitFunction", new
        {
            name = "greet",
            version = "3",
            runtime = "python3.11",
            code = Convert.ToBase64String(Package("requests", "2.5.0")),
            layers = new[] { new { name = "base", code = Convert.ToBase64String(Package("urllib3", "1.0")) } },
        });

        Assert.Equal($"{Prefix}greet:3", answer.Body.GetProperty("resourceId").GetString());
        Assert.Equal(2, answer.Body.GetProperty("packages").GetInt32());
        Assert.Equal("SUCCESSFUL", (await bench.CoverageAsync())[$"{Prefix}greet:3"]);
        Assert.Equal(400, (await bench.Client.CallAsync("SubmitFunction", new { name = "greet", code = "AAAA" })).Status);
    }

    [Fact]
    public async Task Disk_is_a_machine()
    {
        WriteDebian("disk");
        await using var bench = await StartAsync();

        await bench.PutAsync(new { name = "web-1", kind = "DISK", address = Path.Combine(_root, "disk"), resourceId = "i-0123456789abcdef0" });

        Assert.NotEmpty((await bench.FindingsAsync())["i-0123456789abcdef0"]);
        var coverage = (await bench.Client.CallAsync("ListCoverage")).Body.GetProperty("coveredResources")[0];
        Assert.Equal("EC2_AGENTLESS", coverage.GetProperty("scanMode").GetString());
    }

    [Fact]
    public async Task Directories_that_are_not_allowed_are_refused_also_behind_links()
    {
        Directory.CreateSymbolicLink(Path.Combine(_root, "out"), "/usr");
        await using var bench = await StartAsync();

        foreach (var address in new[] { "/", "/usr", Path.Combine(_root, "out"), Path.Combine(_root, "../../usr"), "relative", $"{_root}-other" })
        {
            Assert.Equal(400, (await bench.Client.CallAsync("PutSource", new { name = "disk", kind = "DISK", address })).Status);
        }
    }

    [Fact]
    public async Task Bills_of_materials_are_taken_or_refused_with_the_reason()
    {
        Write("inbox/app.cdx.json", Encoding.UTF8.GetBytes(Bom));
        Write("inbox/nonsense.json", "{"u8.ToArray());
        await using var bench = await StartAsync();

        await bench.PutAsync(new { name = "inbox", kind = "SBOM_INBOX", address = Path.Combine(_root, "inbox") });
        await bench.LaterAsync(TimeSpan.FromMinutes(1));

        Assert.NotEmpty(await bench.FindingsAsync());
        Assert.True(File.Exists(Path.Combine(_root, "inbox/done/app.cdx.json")));
        Assert.NotEmpty(await File.ReadAllTextAsync(Path.Combine(_root, "inbox/refused/nonsense.json.reason.txt"), TestContext.Current.CancellationToken));
        Assert.Empty(Directory.GetFiles(Path.Combine(_root, "inbox")));
    }

    [Fact]
    public async Task Bill_of_materials_is_taken_as_it_is()
    {
        await using var bench = await StartAsync();

        var answer = await bench.Client.CallAsync("SubmitSbom", new { sbom = Convert.ToBase64String(Encoding.UTF8.GetBytes(Bom)), resource = new { name = "web-1", type = "AWS_EC2_INSTANCE" } });

        Assert.True(answer.Body.GetProperty("taken").GetBoolean());
        Assert.NotEmpty((await bench.FindingsAsync())[answer.Body.GetProperty("resourceId").GetString()!]);
        Assert.Equal(400, (await bench.Client.CallAsync("SubmitSbom", new { sbom = "AAAA" })).Status);
    }

    private const string Bom = """
        {"bomFormat":"CycloneDX","specVersion":"1.5","metadata":{"component":{"type":"container","name":"registry.example/team/app","version":"1"}},
        "components":[{"type":"operating-system","name":"debian","version":"12"},{"type":"library","name":"openssl","version":"1.0-1","purl":"pkg:deb/debian/openssl@1.0-1?arch=amd64&distro=debian-12"}]}
        """;

    private Task<SourceBench> StartAsync() => SourceBench.StartAsync("--Vigil:Sources:Roots", _root);

    private static byte[] Package(string name, string version) => new ZipBuilder().Add($"{name}-{version}.dist-info/METADATA", $"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n").Build();

    private void WriteDebian(string directory)
    {
        Write($"{directory}/etc/os-release", "ID=debian\nVERSION_ID=\"12\"\n"u8.ToArray());
        Write($"{directory}/var/lib/dpkg/status", "Package: openssl\nStatus: install ok installed\nArchitecture: amd64\nVersion: 1.0-1\n\n"u8.ToArray());
    }

    private void Write(string path, byte[] content)
    {
        var full = Path.Combine(_root, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllBytes(full, content);
        File.SetLastWriteTimeUtc(full, new DateTime(2026, 11, 24, 11, content.Length % 60, 0, DateTimeKind.Utc));
    }
}
