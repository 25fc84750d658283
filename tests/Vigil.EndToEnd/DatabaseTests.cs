using System.Text.Json;

namespace Vigil.EndToEnd;

/// <summary>The advisory database of a user: published whole or not at all.</summary>
public sealed class DatabaseTests : IDisposable
{
    private readonly Workspace _work = new();

    public void Dispose() => _work.Dispose();

    [Fact]
    public async Task An_update_from_a_mirror_is_counted_and_used()
    {
        var update = await UpdateAsync(advisories: 3);
        var status = await VigilProcess.RunAsync("db", "status", "--verify", "--format", "json", "--db", _work["db"]);

        Assert.Equal(0, update.ExitCode);
        using var json = JsonDocument.Parse(status.Output);
        Assert.Equal("updated", json.RootElement.GetProperty("origin").GetString());
        Assert.Equal(3, json.RootElement.GetProperty("sources")[0].GetProperty("records").GetInt32());
    }

    [Fact]
    public async Task The_same_documents_give_the_same_generation()
    {
        await UpdateAsync(advisories: 3);
        var first = Current();
        await UpdateAsync(advisories: 3);

        Assert.Equal(first, Current());
    }

    [Theory]
    [InlineData("no such folder", 2)]
    [InlineData("empty", 6)]
    public async Task A_mirror_without_feeds_replaces_nothing(string mirror, int exitCode)
    {
        await UpdateAsync(advisories: 3);
        var before = Current();
        Directory.CreateDirectory(_work["empty"]);

        var update = await VigilProcess.RunAsync("db", "update", "--mirror", _work[mirror], "--db", _work["db"]);

        Assert.Equal(exitCode, update.ExitCode);
        Assert.Equal(before, Current());
        Assert.DoesNotContain("   at ", update.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cut_archive_replaces_nothing()
    {
        await UpdateAsync(advisories: 3);
        var before = Current();
        var archive = await File.ReadAllBytesAsync(_work.Mirror(advisories: 50), TestContext.Current.CancellationToken);
        await File.WriteAllBytesAsync(_work["mirror/osv/Alpine/all.zip"], archive[..(archive.Length / 2)], TestContext.Current.CancellationToken);

        var update = await VigilProcess.RunAsync("db", "update", "--mirror", _work["mirror"], "--db", _work["db"]);

        Assert.Equal(6, update.ExitCode);
        Assert.Equal(before, Current());
    }

    [Fact]
    public async Task A_killed_update_leaves_the_generation_before_it()
    {
        await UpdateAsync(advisories: 3);
        var before = Current();
        _work.Mirror(advisories: 20_000);

        using (var update = VigilProcess.Start("db", "update", "--mirror", _work["mirror"], "--db", _work["db"]))
        {
            await FirstTemporaryFileAsync();
            update.Kill();
            await update.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        var status = await VigilProcess.RunAsync("db", "status", "--verify", "--db", _work["db"]);
        Assert.Equal(before, Current());
        Assert.Equal(0, status.ExitCode);
        Assert.Equal(0, (await UpdateAsync(advisories: 4)).ExitCode);
        Assert.Empty(Directory.GetFiles(_work["db"], "*.tmp"));
    }

    [Fact]
    public async Task A_full_disk_leaves_the_generation_before_it()
    {
        using var disk = _work.MountSmallDisk("db");
        await UpdateAsync(advisories: 3);
        var before = Current();

        var update = await UpdateAsync(advisories: 20_000);

        Assert.Equal(5, update.ExitCode);
        Assert.Contains("No space left", update.Error, StringComparison.Ordinal);
        Assert.Equal(before, Current());
    }

    private Task<Outcome> UpdateAsync(int advisories)
    {
        _work.Mirror(advisories);
        return VigilProcess.RunAsync("db", "update", "--mirror", _work["mirror"], "--db", _work["db"]);
    }

    private string Current() => File.ReadAllText(_work["db/current"]);

    private async Task FirstTemporaryFileAsync()
    {
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        using var ticks = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        while (Directory.GetFiles(_work["db"], "*.tmp").Length == 0)
        {
            await ticks.WaitForNextTickAsync(timeout.Token);
        }
    }
}
