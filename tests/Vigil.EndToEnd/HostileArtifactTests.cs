using System.Text.Json;

namespace Vigil.EndToEnd;

/// <summary>Crafted and damaged artifacts: a partial, reported result or a clear error, never a crash and never silence.</summary>
public sealed class HostileArtifactTests : IDisposable
{
    private readonly Workspace _work = new();

    public void Dispose() => _work.Dispose();

    [Fact]
    public async Task A_layer_with_a_flipped_bit_makes_the_result_partial()
    {
        _work.DemoImage();
        Workspace.Bash($"cd '{_work[""]}' && mkdir l && tar -C l -xf demo.tar && for f in l/blobs/sha256/*; do if gzip -t $f 2>/dev/null; then break; fi; done"
            + " && printf '\\x55' | dd of=$f bs=1 seek=120 conv=notrunc status=none");

        var scan = await VigilProcess.RunAsync("scan", "image", _work["l"]);

        Assert.Contains(scan.ExitCode, (int[])[3, 4]);
        Assert.Contains("VGL1", scan.Output + scan.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_truncated_archive_is_reported()
    {
        var bytes = await File.ReadAllBytesAsync(_work.DemoImage(), TestContext.Current.CancellationToken);
        await File.WriteAllBytesAsync(_work["cut.tar"], bytes[..(bytes.Length / 3)], TestContext.Current.CancellationToken);

        var scan = await VigilProcess.RunAsync("scan", "image", _work["cut.tar"]);

        Assert.Contains(scan.ExitCode, (int[])[3, 4]);
    }

    [Fact]
    public async Task A_link_out_of_a_directory_is_not_followed()
    {
        Workspace.Bash($"cd '{_work[""]}' && mkdir -p r/etc r/var/lib && ln -s /etc/os-release r/etc/os-release && ln -s /var/lib/dpkg r/var/lib/dpkg && ln -s ../../../../../../../../../../etc r/usr");

        var run = await VigilProcess.RunAsync("inventory", "dir", _work["r"], "--format", "json");

        using var json = JsonDocument.Parse(run.Output);
        Assert.Empty(json.RootElement.GetProperty("packages").EnumerateArray());
        Assert.Equal(JsonValueKind.Null, json.RootElement.GetProperty("operatingSystem").ValueKind);
    }

    [Fact]
    public async Task A_huge_sparse_file_in_the_place_of_a_database_costs_nothing()
    {
        var root = _work.DebianRoot("sudo", "1.8");
        Workspace.Bash($"rm '{root}/var/lib/dpkg/status' && truncate -s 40G '{root}/var/lib/dpkg/status'");

        var run = await VigilProcess.RunAsync("inventory", "dir", root);

        Assert.Equal(4, run.ExitCode);
        Assert.Contains("var/lib/dpkg/status", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Paths_that_climb_out_of_a_layer_are_refused_and_named()
    {
        Workspace.Bash($"cd '{_work[""]}' && mkdir -p b/etc && echo ID=debian >b/etc/os-release && echo x >evil && tar -C b -cf layer.tar . && tar -P --transform 's#^evil#../../../tmp/vigil-evil#' -rf layer.tar evil"
            + " && d=$(sha256sum layer.tar | cut -c1-64) && mkdir -p s/$d && mv layer.tar s/$d/layer.tar"
            + " && printf '{\"architecture\":\"amd64\",\"os\":\"linux\",\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[\"sha256:%s\"]}}' $d >s/config.json"
            + " && printf '[{\"Config\":\"config.json\",\"RepoTags\":[\"a:b\"],\"Layers\":[\"%s/layer.tar\"]}]' $d >s/manifest.json && tar -C s -cf saved.tar .");

        var run = await VigilProcess.RunAsync("inventory", "image", _work["saved.tar"]);

        Assert.Equal(4, run.ExitCode);
        Assert.Contains("..", run.Output, StringComparison.Ordinal);
        Assert.False(File.Exists("/tmp/vigil-evil"));
    }

    [Fact]
    public async Task A_compression_bomb_ends_within_its_bounds()
    {
        // 8 GiB of zeros in gzip members of 1 GiB
        Workspace.Bash($"cd '{_work[""]}' && head -c 1G /dev/zero | gzip -9 >g && for i in 1 2 3 4 5 6 7 8; do cat g; done >bomb.tar.gz");

        var run = await VigilProcess.RunAsync("inventory", "image", _work["bomb.tar.gz"]);

        Assert.Contains(run.ExitCode, (int[])[3, 4]);
    }

    [Fact]
    public async Task A_database_too_large_to_be_one_is_reported()
    {
        var root = _work.DebianRoot("sudo", "1.8");
        Workspace.Bash($"head -c 100M /dev/zero | tr '\\0' x >>'{root}/var/lib/dpkg/status'");

        var run = await VigilProcess.RunAsync("inventory", "dir", root);

        Assert.Equal(4, run.ExitCode);
        Assert.Contains("over the limit", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Text_that_is_not_utf8_is_shown_with_its_faults_marked()
    {
        var root = _work.DebianRoot("sudo", "1.8");
        Workspace.Bash($"printf 'Package: ok\\nStatus: install ok installed\\nVersion: 1\\377\\nArchitecture: all\\n\\n' >>'{root}/var/lib/dpkg/status'");

        var run = await VigilProcess.RunAsync("inventory", "dir", root, "--format", "json");

        using var json = JsonDocument.Parse(run.Output);
        Assert.Contains(json.RootElement.GetProperty("packages").EnumerateArray(), p => p.GetProperty("version").GetString() == "1\uFFFD");
    }

    [Fact]
    public async Task A_manifest_of_endless_depth_is_refused()
    {
        Directory.CreateDirectory(_work["layout"]);
        var layout = new OciLayout(_work["layout"]).Write();
        await File.WriteAllTextAsync(Path.Combine(layout, "index.json"), new string('[', 1 << 20), TestContext.Current.CancellationToken);

        var run = await VigilProcess.RunAsync("inventory", "image", layout);

        Assert.Equal(3, run.ExitCode);
        Assert.Contains("index.json", run.Error, StringComparison.Ordinal);
    }
}
