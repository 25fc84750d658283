using System.IO.Compression;
using System.Text;
using Vigil.Scanning.Artifacts;
using Vigil.Scanning.Extraction;
using Vigil.Tests.Support;

namespace Vigil.Tests.Artifacts.Images;

public sealed class ImageFileTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("vigil-images-").FullName;

    private static readonly byte[] Layer = new TarBuilder().File("a/db", "x").Build();
    private static readonly byte[] Layer2 = new TarBuilder().File("b/db", "y").Build();

    private static byte[] Configuration(params byte[][] layers) => Json(
        $$"""{"architecture":"arm64","os":"linux","rootfs":{"diff_ids":[{{string.Join(',', layers.Select(l => $"\"{MemoryImage.Digest(l)}\""))}}]} }""");

    [Fact]
    public async Task Docker_save_archive_is_read()
    {
        var view = await ScanAsync(File("save.tar", DockerSave().Build()));

        Assert.Equal(["a/db", "b/db"], view.Files.Select(f => f.Path));
        Assert.Equal((MemoryImage.Digest(Configuration(Layer, Layer2)), "arm64"), (view.Artifact.Digest, view.Artifact.Architecture));
        Assert.Empty(view.Diagnostics);
    }

    [Fact]
    public async Task Docker_save_archive_may_be_compressed_and_its_layers_in_any_order()
    {
        var view = await ScanAsync(File("save.tar.gz", Gzip(DockerSave().Build())));

        Assert.Equal(["a/db", "b/db"], view.Files.Select(f => f.Path));
        Assert.Empty(view.Diagnostics);
    }

    [Fact]
    public async Task A_layer_stored_as_a_link_to_another_is_found()
    {
        var json = Configuration(Layer, Layer);
        var archive = new TarBuilder().File(Name(json) + ".json", json).File("1/layer.tar", Layer).Symlink("2/layer.tar", "../1/layer.tar")
            .File("manifest.json", $$"""[{"Config":"{{Name(json)}}.json","Layers":["1/layer.tar","2/layer.tar"]}]""");

        var view = await ScanAsync(File("save.tar", archive.Build()));

        Assert.Single(view.Files);
        Assert.Empty(view.Diagnostics);
    }

    [Fact]
    public async Task Docker_archive_without_manifest_is_read_by_the_chain_of_its_layers()
    {
        var archive = new TarBuilder()
            .File("top/json", """{"id":"top","parent":"base","architecture":"amd64"}""").File("top/layer.tar", Layer2)
            .File("base/json", """{"id":"base"}""").File("base/layer.tar", Layer)
            .File("repositories", """{"app":{"latest":"top"}}""");

        var view = await ScanAsync(File("old.tar", archive.Build()));

        Assert.Equal(["a/db", "b/db"], view.Files.Select(f => f.Path));
        Assert.Equal([MemoryImage.Digest(Layer), MemoryImage.Digest(Layer2)], view.Layers.Select(l => l.DiffId));
        Assert.Equal(ArtifactCodes.NotVerifiable, Assert.Single(view.Diagnostics).Code);
    }

    [Fact]
    public async Task Oci_layout_is_read_as_directory_and_as_archive()
    {
        var files = Layout(Platforms(("linux", "amd64")));
        var archive = new TarBuilder();
        foreach (var (path, content) in files)
        {
            archive.File(path, content);
            File(Path.Combine("layout", path), content);
        }

        var directory = await ScanAsync(Path.Combine(_directory, "layout"));
        var tar = await ScanAsync(File("layout.tar", archive.Build()));

        Assert.Single(directory.Files);
        Assert.Single(tar.Files);
        Assert.Equal(directory.Artifact.Digest, tar.Artifact.Digest);
        Assert.Empty(tar.Diagnostics);
    }

    [Fact]
    public async Task The_image_of_the_platform_asked_for_is_opened()
    {
        var path = File("layout.tar", Archive(Layout(Platforms(("linux", "amd64"), ("linux", "arm64")))));

        var view = await ScanAsync(path, new ImageOptions { Platform = Platform.Parse("linux/arm64/v8") });
        var problem = await Assert.ThrowsAsync<ArtifactException>(() => ScanAsync(path, new ImageOptions { Platform = Platform.Parse("windows/amd64") }));

        Assert.Equal("arm64", view.Artifact.Architecture);
        Assert.Equal(ArtifactCodes.PlatformMissing, problem.Code);
        Assert.Contains("linux/amd64, linux/arm64", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_manifest_that_is_not_what_its_digest_names_is_refused()
    {
        var files = Layout(Platforms(("linux", "amd64")));
        var manifest = files.Keys.Single(path => Encoding.UTF8.GetString(files[path]).Contains("\"layers\"", StringComparison.Ordinal));
        files[manifest][^1] = (byte)' ';
        files[manifest] = [.. files[manifest], (byte)'}'];

        var problem = await Assert.ThrowsAsync<ArtifactException>(() => ScanAsync(File("layout.tar", Archive(files))));

        Assert.Equal(ArtifactCodes.ManifestInvalid, problem.Code);
    }

    [Fact]
    public async Task A_truncated_archive_is_reported()
    {
        var json = Configuration(Layer, Layer2);
        var archive = new TarBuilder().File(Name(json) + ".json", json)
            .File("manifest.json", $$"""[{"Config":"{{Name(json)}}.json","Layers":["1/layer.tar","2/layer.tar"]}]""")
            .File("1/layer.tar", Layer).File("2/layer.tar", Layer2).BuildOpen();

        var view = await ScanAsync(File("save.tar", archive[..^2000]));

        Assert.Contains("a/db", view.Files.Select(f => f.Path));
        Assert.Contains(view.Diagnostics, d => d.Code == ArtifactCodes.LayerDamaged);
    }

    [Theory]
    [InlineData("")]
    [InlineData("hello")]
    public async Task What_is_no_image_is_named_so(string content)
    {
        await Assert.ThrowsAsync<ArtifactException>(() => ScanAsync(File("x", Json(content))));
        await Assert.ThrowsAsync<ArtifactException>(() => ScanAsync(_directory));
        await Assert.ThrowsAsync<ArtifactException>(() => ScanAsync("/dev/null"));
    }

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    private static TarBuilder DockerSave()
    {
        var json = Configuration(Layer, Layer2);
        return new TarBuilder().File("2/layer.tar", Layer2).File("1/layer.tar", Layer).File(Name(json) + ".json", json)
            .File("manifest.json", $$"""[{"Config":"{{Name(json)}}.json","RepoTags":["a:1"],"Layers":["1/layer.tar","2/layer.tar"]}]""");
    }

    private static (string Os, string Architecture)[] Platforms(params (string, string)[] platforms) => platforms;

    private static Dictionary<string, byte[]> Layout((string Os, string Architecture)[] platforms)
    {
        var files = new Dictionary<string, byte[]>(StringComparer.Ordinal) { ["oci-layout"] = Json("""{"imageLayoutVersion":"1.0.0"}""") };
        string Put(byte[] blob)
        {
            files[$"blobs/sha256/{Name(blob)}"] = blob;
            return $"\"digest\":\"{MemoryImage.Digest(blob)}\",\"size\":{blob.Length}";
        }

        var entries = platforms.Select(platform =>
        {
            var layer = Put(Gzip(Layer));
            var configuration = Put(Json(
                $$"""{"architecture":"{{platform.Architecture}}","os":"{{platform.Os}}","rootfs":{"diff_ids":["{{MemoryImage.Digest(Layer)}}"]} }"""));
            var manifest = Put(Json($$"""{"schemaVersion":2,"config":{ {{configuration}} },"layers":[{ {{layer}} }]}"""));
            return $$"""{ {{manifest}},"platform":{"os":"{{platform.Os}}","architecture":"{{platform.Architecture}}"} }""";
        });
        files["index.json"] = Json($$"""{"schemaVersion":2,"manifests":[{{string.Join(',', entries)}}]}""");
        return files;
    }

    private static byte[] Archive(Dictionary<string, byte[]> files)
    {
        var archive = new TarBuilder();
        foreach (var (path, content) in files)
        {
            archive.File(path, content);
        }

        return archive.Build();
    }

    private static byte[] Json(string text) => Encoding.UTF8.GetBytes(text);

    private static string Name(byte[] blob) => MemoryImage.Digest(blob)["sha256:".Length..];

    private string File(string name, byte[] content)
    {
        var path = Path.Combine(_directory, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path) ?? _directory);
        System.IO.File.WriteAllBytes(path, content);
        return path;
    }

    private static async Task<ArtifactView> ScanAsync(string path, ImageOptions? options = null)
    {
        var cancellation = TestContext.Current.CancellationToken;
        await using var source = await ArtifactSource.OpenImageAsync(path, options ?? new ImageOptions(), ScanLimits.Default, cancellation);
        return await new ArtifactScanner([new TextExtractor("db")], ScanLimits.Default).ScanAsync(source, progress: null, cancellation);
    }

    private static byte[] Gzip(byte[] bytes)
    {
        using var blob = new MemoryStream();
        using (var gzip = new GZipStream(blob, CompressionLevel.Fastest))
        {
            gzip.Write(bytes);
        }

        return blob.ToArray();
    }
}
