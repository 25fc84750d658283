using System.Globalization;
using System.Text.RegularExpressions;

namespace Vigil.EndToEnd;

/// <summary>Generations through a real registry: one machine pushes, the others pull.</summary>
public sealed partial class DistributionTests : IAsyncLifetime
{
    private readonly Workspace _work = new();
    private RegistryServer _registry = null!; // set before each test

    public async ValueTask InitializeAsync()
    {
        Assert.SkipUnless(RegistryServer.IsInstalled, "docker-registry is not installed.");
        _registry = await RegistryServer.StartAsync(TestContext.Current.CancellationToken);
        await LogInAsync(_registry.Host);
    }

    public async ValueTask DisposeAsync()
    {
        await _registry.DisposeAsync();
        _work.Dispose();
    }

    [Fact]
    public async Task A_site_pulls_the_whole_once_and_then_only_what_changed()
    {
        await VigilProcess.RunAsync("db", "key", "new", _work["site.key"]);
        await PushAsync(advisories: 3000, "--key", _work["site.key"]);
        var first = await PullAsync("--key", _work["site.key.pub"]);
        await PushAsync(advisories: 3030, "--key", _work["site.key"]);
        var second = await PullAsync("--key", _work["site.key.pub"]);
        var third = await PullAsync("--key", _work["site.key.pub"]);

        Assert.Equal((0, 0, 0), (first.ExitCode, second.ExitCode, third.ExitCode));
        Assert.InRange(Bytes(second), 1, Bytes(first) / 10);
        Assert.Contains("made of", second.Output, StringComparison.Ordinal);
        Assert.Contains("in use already", third.Output, StringComparison.Ordinal);
        Assert.Equal(Current("db"), Current("site"));
        Assert.True(File.Exists(_work[$"site/{Current("site")}.vgl.sig"]));
        Assert.Equal(0, (await VigilProcess.RunAsync("db", "status", "--verify", "--db", _work["site"])).ExitCode);
    }

    [Fact]
    public async Task A_pull_that_was_killed_goes_on_where_it_was()
    {
        _work.Mirror(advisories: 3);
        await VigilProcess.RunAsync("db", "update", "--mirror", _work["mirror"], "--db", _work["site"]);
        var before = Current("site");
        var pushed = await PushAsync(advisories: 60_000);
        await using var proxy = new StallingProxy(_registry.Host, Bytes(pushed) * 6 / 10);
        await LogInAsync(proxy.Host);
        using (var pull = VigilProcess.StartLoggedIn(_work["docker"], "db", "pull", $"oci://{proxy.Host}/team/advisories", "--insecure", "--db", _work["site"]))
        {
            await proxy.Stalled.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
            pull.Kill();
            await pull.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        var left = Current("site");
        await LogInAsync(_registry.Host);
        var resumed = await PullAsync();

        Assert.Equal(before, left);
        Assert.Equal(0, resumed.ExitCode);
        Assert.Contains("were here from the pull before", resumed.Output, StringComparison.Ordinal);
        Assert.InRange(Bytes(resumed), 1, Bytes(pushed) - 1);
        Assert.Equal(Current("db"), Current("site"));
        Assert.False(Directory.Exists(_work["site/pull"]));
    }

    [Fact]
    public async Task A_tampered_artifact_is_refused()
    {
        await PushAsync(advisories: 3);
        await PullAsync();
        var before = Current("site");
        await PushAsync(advisories: 3000);
        foreach (var blob in _registry.BlobFiles.Where(file => !File.ReadAllBytes(file).AsSpan().StartsWith("{"u8)))
        {
            var content = await File.ReadAllBytesAsync(blob, TestContext.Current.CancellationToken);
            content[content.Length / 2] ^= 1;
            await File.WriteAllBytesAsync(blob, content, TestContext.Current.CancellationToken);
        }

        var pull = await PullAsync();

        Assert.Equal(6, pull.ExitCode);
        Assert.Contains("tampered", pull.Error, StringComparison.Ordinal);
        Assert.Equal(before, Current("site"));
    }

    [Fact]
    public async Task A_full_disk_leaves_the_generation_before_it()
    {
        using var disk = _work.MountSmallDisk("site");
        await PushAsync(advisories: 3);
        await PullAsync();
        var before = Current("site");
        await PushAsync(advisories: 20_000);

        var pull = await PullAsync();

        Assert.Equal(5, pull.ExitCode);
        Assert.Contains("No space left", pull.Error, StringComparison.Ordinal);
        Assert.Equal(before, Current("site"));
    }

    [Fact]
    public async Task A_site_that_pins_a_key_refuses_what_is_not_signed()
    {
        await VigilProcess.RunAsync("db", "key", "new", _work["site.key"]);
        await PushAsync(advisories: 3);

        var pull = await PullAsync("--key", _work["site.key.pub"]);

        Assert.Equal(5, pull.ExitCode);
        Assert.Contains("not signed", pull.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(_work["site/current"]));
    }

    [Fact]
    public async Task A_name_that_stands_for_nothing_or_for_an_image_is_told()
    {
        var nothing = await PullAsync();
        await _registry.PushAsync("team/advisories", "latest", [1], [2], TestContext.Current.CancellationToken);
        var image = await PullAsync();
        var wrong = await VigilProcess.RunAsync("db", "pull", "https://registry.example.com/x", "--db", _work["site"]);

        Assert.Equal((6, 6, 2), (nothing.ExitCode, image.ExitCode, wrong.ExitCode));
        Assert.Contains("nothing under this name", nothing.Error, StringComparison.Ordinal);
        Assert.Contains("no generation of vigil", image.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_pulls_by_itself_and_keeps_what_it_has_when_that_fails()
    {
        await VigilProcess.RunAsync("db", "key", "new", _work["site.key"]);
        await PushAsync(advisories: 3, "--key", _work["site.key"]);
        await using var server = await ServerProcess.StartEmptyAsync(
            "127.0.0.1", "--db", _work["site"], "--Vigil:Feeds:Pull", $"oci://{_registry.Host}/team/advisories", "--Vigil:Feeds:Interval", "00:00:01",
            "--Vigil:Feeds:PullKey", _work["site.key.pub"], "--Vigil:Feeds:DockerConfig", _work["docker/config.json"], "--Vigil:Feeds:Insecure", "true");
        await server.SaysAsync($"The estate rests on generation {Current("db")}");
        await PushAsync(advisories: 5, "--key", _work["site.key"]);
        await server.SaysAsync($"The estate rests on generation {Current("db")}");
        var trusted = Current("db");

        await PushAsync(advisories: 7);
        await server.SaysAsync("is not signed");
        await _registry.DisposeAsync();
        await server.SaysAsync("Nothing could be pulled");

        Assert.NotEqual(trusted, Current("db"));
        Assert.Equal(trusted, Current("site"));
        Assert.Empty((await server.CallAsync("/coverage/list", "{}", "inspector2")).GetProperty("coveredResources").EnumerateArray()); // and it answers
    }

    private async Task<Outcome> PushAsync(int advisories, params string[] sign)
    {
        _work.Mirror(advisories);
        Assert.Equal(0, (await VigilProcess.RunAsync("db", "update", "--mirror", _work["mirror"], "--db", _work["db"])).ExitCode);
        if (sign.Length > 0)
        {
            Assert.Equal(0, (await VigilProcess.RunAsync(["db", "sign", "--db", _work["db"], .. sign])).ExitCode);
        }

        var push = await VigilProcess.RunLoggedInAsync(_work["docker"], "db", "push", $"oci://{_registry.Host}/team/advisories", "--insecure", "--db", _work["db"]);
        Assert.True(push.ExitCode == 0, push.Error);
        return push;
    }

    private Task<Outcome> PullAsync(params string[] options) => VigilProcess.RunLoggedInAsync(
        _work["docker"], ["db", "pull", $"oci://{_registry.Host}/team/advisories", "--insecure", "--db", _work["site"], .. options]);

    private async Task LogInAsync(string host)
    {
        Directory.CreateDirectory(_work["docker"]);
        await File.WriteAllTextAsync(_work["docker/config.json"], RegistryServer.Login(host), TestContext.Current.CancellationToken);
    }

    private string Current(string database) => File.ReadAllText(_work[$"{database}/current"]).Trim();

    private static long Bytes(Outcome outcome) => long.Parse(
        BytesMoved().Match(outcome.Output).Groups["bytes"].Value, NumberStyles.AllowThousands, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"blobs, (?<bytes>[\d,]+) bytes", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex BytesMoved();
}
