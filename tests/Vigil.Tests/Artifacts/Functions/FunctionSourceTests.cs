using Vigil.Domain.Packages;
using Vigil.Scanning.Artifacts;
using Vigil.Scanning.Artifacts.Zip;
using Vigil.Scanning.Ecosystems;
using Vigil.Scanning.Ecosystems.Joining;
using Vigil.Scanning.Extraction;
using Vigil.Tests.Support;

namespace Vigil.Tests.Artifacts.Functions;

public sealed class FunctionSourceTests : IDisposable
{
    private const string Module = "node_modules/a/package.json";

    private readonly string _folder = Directory.CreateTempSubdirectory("vigil").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public async Task Code_is_listed_with_the_path_in_its_zip(bool sizesFollow, bool isLarge)
    {
        var inventory = await ScanAsync(new ZipBuilder { SizesFollow = sizesFollow, IsLarge = isLarge }.Add(Module, Npm("a", "1.0.0")));

        var package = Assert.Single(inventory.Packages);
        Assert.Equal(Module, package.Evidence[0].Path);
        Assert.Equal(ArtifactKind.Function, inventory.Artifact.Kind);
        Assert.Equal("python3.12", inventory.Artifact.Runtime);
        Assert.False(inventory.IsPartial);
    }

    [Fact]
    public async Task Layers_lie_over_each_other_under_opt()
    {
        var lower = new ZipBuilder().Add("nodejs/" + Module, Npm("a", "1.0.0")).Add("nodejs/node_modules/b/package.json", Npm("b", "1.0.0"));
        var upper = new ZipBuilder().Add("nodejs/" + Module, Npm("a", "2.0.0"));

        var inventory = await ScanAsync(new ZipBuilder().Add("index.js", ""), lower, upper);

        Assert.Equal(["a 2.0.0", "b 1.0.0"], inventory.Packages.Select(package => $"{package.Coordinate.Name} {package.Coordinate.Version}"));
        Assert.Equal("opt/nodejs/" + Module, inventory.Packages[0].Evidence[0].Path);
        Assert.Equal([inventory.Layers[1].DiffId, inventory.Layers[0].DiffId], inventory.Packages.Select(package => package.Evidence[0].LayerDiffId));
        Assert.Equal(["layer0.zip", "layer1.zip", "code.zip"], inventory.Layers.Select(layer => layer.CreatedBy));
    }

    [Fact]
    public async Task Zips_in_the_zip_are_read()
    {
        var inner = new ZipBuilder { SizesFollow = true }.Add(Module, Npm("a", "1.0.0")).Build();

        var inventory = await ScanAsync(new ZipBuilder().Add("deps.zip", inner).Add("no.zip", "text"));

        Assert.Equal("deps.zip!/" + Module, Assert.Single(inventory.Packages).Evidence[0].Path);
        Assert.Empty(inventory.Diagnostics);
    }

    [Fact]
    public async Task Encrypted_entries_are_reported()
    {
        var inventory = await ScanAsync(new ZipBuilder().Add("index.js", "", isEncrypted: true).Add(Module, Npm("a", "1.0.0")));

        Assert.Single(inventory.Packages);
        Assert.Equal(ArtifactCodes.EntryUnreadable, Assert.Single(inventory.Diagnostics).Code);
        Assert.True(inventory.IsPartial);
    }

    [Fact]
    public async Task Entry_of_an_unknown_method_is_reported_when_it_is_wanted()
    {
        var inventory = await ScanAsync(new ZipBuilder().Add("index.js", [1], method: 99).Add(Module, [1], method: 99));

        Assert.Equal([(ArtifactCodes.FileUnreadable, Module)], inventory.Diagnostics.Items.Select(diagnostic => (diagnostic.Code, diagnostic.Subject)));
    }

    [Fact]
    public async Task Path_out_of_the_zip_is_refused() =>
        Assert.Equal(ArtifactCodes.EntryRefused, Assert.Single((await ScanAsync(new ZipBuilder().Add("../../" + Module, Npm("a", "1.0.0")))).Diagnostics).Code);

    [Fact]
    public async Task Bomb_is_reported_and_what_came_before_is_kept()
    {
        var zeros = new ZipBuilder().Add("zeros.jar", new byte[1 << 20]).Build();
        var limits = ScanLimits.Default with { RatioGraceBytes = 500_000 };

        var inventory = await ScanAsync(limits, new ZipBuilder().Add(Module, Npm("a", "1.0.0")).Add("x.zip", zeros));

        Assert.Single(inventory.Packages);
        Assert.Contains(inventory.Diagnostics, diagnostic => diagnostic.Code == ArtifactCodes.LimitReached);
    }

    [Fact]
    public async Task Link_is_followed_inside_the_function()
    {
        var zip = new ZipBuilder().Add("etc/os-release", "../usr/lib/os-release"u8.ToArray(), ZipFormat.Stored, mode: 0xA1FF).Add("usr/lib/os-release", "ID=debian\nVERSION_ID=12\n");

        Assert.Equal("debian", (await ScanAsync(zip)).OperatingSystem?.Id);
    }

    [Fact]
    public async Task Unknown_runtime_is_worth_knowing()
    {
        await using var source = ArtifactSource.OpenFunction(Save("code.zip", new ZipBuilder().Add("a", "")), new FunctionOptions { Runtime = "cobol9" });
        var view = await new ArtifactScanner(EcosystemCatalog.Extractors, ScanLimits.Default).ScanAsync(source, null, TestContext.Current.CancellationToken);

        Assert.Equal(ArtifactCodes.UnknownRuntime, Assert.Single(view.Diagnostics).Code);
        Assert.False(InventoryBuilder.Build(view).IsPartial);
    }

    [Fact]
    public async Task What_is_no_zip_cannot_be_opened()
    {
        var path = Path.Combine(_folder, "code.zip");
        await File.WriteAllTextAsync(path, "text", TestContext.Current.CancellationToken);
        await using var source = ArtifactSource.OpenFunction(path, new FunctionOptions());

        await Assert.ThrowsAsync<ArtifactException>(() => new ArtifactScanner([], ScanLimits.Default).ScanAsync(source, null, TestContext.Current.CancellationToken));
        Assert.Throws<ArtifactException>(() => ArtifactSource.OpenFunction(path + ".missing", new FunctionOptions()));
    }

    private Task<Inventory> ScanAsync(ZipBuilder code, params ZipBuilder[] layers) => ScanAsync(ScanLimits.Default, code, layers);

    private async Task<Inventory> ScanAsync(ScanLimits limits, ZipBuilder code, params ZipBuilder[] layers)
    {
        var options = new FunctionOptions { Runtime = "python3.12", Layers = [.. layers.Select((layer, at) => Save($"layer{at}.zip", layer))] };
        await using var source = ArtifactSource.OpenFunction(Save("code.zip", code), options);
        return InventoryBuilder.Build(await new ArtifactScanner(EcosystemCatalog.Extractors, limits).ScanAsync(source, null, TestContext.Current.CancellationToken));
    }

    private string Save(string name, ZipBuilder zip)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllBytes(path, zip.Build());
        return path;
    }

    private static string Npm(string name, string version) => $$"""{"name":"{{name}}","version":"{{version}}"}""";
}
