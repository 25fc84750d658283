using System.IO.Compression;
using System.Text.Json;
using Vigil.Tests.Support;

namespace Vigil.EndToEnd;

/// <summary>Each form in which an image comes, through the real program.</summary>
public sealed class ImageFormTests : IDisposable
{
    private const string TarGzip = "application/vnd.oci.image.layer.v1.tar+gzip";
    private readonly Workspace _work = new();

    public void Dispose() => _work.Dispose();

    [Fact]
    public async Task The_image_of_the_platform_asked_for_is_scanned()
    {
        var layout = new OciLayout(_work[""])
            .Image("amd64", Layer("1.0"), Gzip(Layer("1.0")), TarGzip)
            .Image("arm64", Layer("2.0"), Gzip(Layer("2.0")), TarGzip)
            .Write();

        Assert.Equal(("bash", "1.0"), await OnlyPackageAsync(layout, "--platform", "linux/amd64"));
        Assert.Equal(("bash", "2.0"), await OnlyPackageAsync(layout, "--platform", "linux/arm64"));

        var missing = await VigilProcess.RunAsync("inventory", "image", layout, "--platform", "linux/s390x");
        Assert.Equal(3, missing.ExitCode);
        Assert.Contains("linux/arm64", missing.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_layer_packed_by_zstd_is_read()
    {
        await File.WriteAllBytesAsync(_work["layer.tar"], Layer("1.0"), TestContext.Current.CancellationToken);
        Workspace.Bash($"zstd -q '{_work["layer.tar"]}'");
        var blob = await File.ReadAllBytesAsync(_work["layer.tar.zst"], TestContext.Current.CancellationToken);
        Directory.CreateDirectory(_work["layout"]);

        var layout = new OciLayout(_work["layout"]).Image("amd64", Layer("1.0"), blob, "application/vnd.oci.image.layer.v1.tar+zstd").Write();

        Assert.Equal(("bash", "1.0"), await OnlyPackageAsync(layout));
    }

    [Theory]
    [InlineData("blobs/sha256/layer", "blobs/sha256/config")] // since Docker 25
    [InlineData("0123/layer.tar", "config.json")] // before
    public async Task An_archive_of_docker_save_is_read(string layer, string configuration)
    {
        var saved = new TarBuilder()
            .File(layer, Layer("1.0"))
            .File(configuration, """{"architecture":"amd64","os":"linux","rootfs":{"type":"layers","diff_ids":[]}}""")
            .File("manifest.json", $$"""[{"Config":"{{configuration}}","RepoTags":["a:b"],"Layers":["{{layer}}"]}]""");
        await File.WriteAllBytesAsync(_work["saved.tar"], saved.Build(), TestContext.Current.CancellationToken);

        Assert.Equal(("bash", "1.0"), await OnlyPackageAsync(_work["saved.tar"]));
    }

    private static byte[] Layer(string version) => new TarBuilder()
        .File("etc/os-release", "ID=debian\nVERSION_ID=\"12\"\n")
        .File("var/lib/dpkg/status", $"Package: bash\nStatus: install ok installed\nVersion: {version}\nArchitecture: all\n\n")
        .Build();

    private static byte[] Gzip(byte[] tar)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
        {
            gzip.Write(tar);
        }

        return packed.ToArray();
    }

    private static async Task<(string? Name, string? Version)> OnlyPackageAsync(string image, params string[] options)
    {
        var run = await VigilProcess.RunAsync(["inventory", "image", image, "--format", "json", .. options]);
        using var json = JsonDocument.Parse(run.Output);
        var package = Assert.Single(json.RootElement.GetProperty("packages").EnumerateArray());
        return (package.GetProperty("name").GetString(), package.GetProperty("version").GetString());
    }
}
