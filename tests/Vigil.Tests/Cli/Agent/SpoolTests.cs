using System.Text.Json;
using Vigil.Cli.Agent;

namespace Vigil.Tests.Cli.Agent;

public sealed class SpoolTests : IDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("vigil-spool-");

    [Fact]
    public void Newest_inventory_waits_also_for_the_next_process()
    {
        var spool = Open();
        spool.Put([1], Noon, evenIfSent: false);
        spool.Put([2], Noon.AddHours(1), evenIfSent: false);

        using var request = JsonDocument.Parse(Open().Request!);

        Assert.Equal([2], request.RootElement.GetProperty("inventory").GetBytesFromBase64());
        Assert.Equal(Noon.AddHours(1).ToUnixTimeSeconds(), request.RootElement.GetProperty("takenAt").GetInt64());
    }

    [Fact]
    public void Inventory_that_was_sent_is_not_sent_again_unless_it_is_asked_for()
    {
        var spool = Open();
        spool.Put([1], Noon, evenIfSent: false);
        spool.MarkSent();

        Assert.False(Open().Put([1], Noon.AddHours(1), evenIfSent: false));
        Assert.Null(Open().Request);
        Assert.True(Open().Put([1], Noon.AddHours(1), evenIfSent: true));
    }

    [Fact]
    public void Inventory_that_is_again_as_the_server_has_it_takes_back_what_waits()
    {
        var spool = Open();
        spool.Put([1], Noon, evenIfSent: false);
        spool.MarkSent();
        spool.Put([2], Noon.AddHours(1), evenIfSent: false);

        Assert.False(spool.Put([1], Noon.AddHours(2), evenIfSent: false));
        Assert.Null(spool.Request);
    }

    [Fact]
    public void Clock_that_was_set_back_makes_no_inventory_older_than_the_one_before()
    {
        var spool = Open();
        spool.Put([1], Noon, evenIfSent: false);
        spool.MarkSent();
        Open().Put([2], Noon.AddHours(-1), evenIfSent: false);

        using var request = JsonDocument.Parse(Open().Request!);

        Assert.Equal(Noon.AddMilliseconds(1).ToUnixTimeMilliseconds(), (long)(request.RootElement.GetProperty("takenAt").GetDecimal() * 1000));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{\"digest\":")]
    [InlineData("[]")]
    [InlineData("{\"digest\":7,\"takenAt\":\"x\"}")]
    [InlineData("{\"digest\":\"a\",\"takenAt\":1e300}")]
    public void Damaged_file_counts_as_absent(string text)
    {
        File.WriteAllText(Path.Combine(_directory.FullName, "waiting.json"), text);

        Assert.Null(Open().Request);
    }

    [Fact]
    public void Nobody_else_can_read_what_is_kept()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Modes are those of Unix.");
        var state = new StateDirectory(Path.Combine(_directory.FullName, "state"));
        new HostIdentity(new Uri("https://vigil.example"), "i-0123456789abcdef0", "VGIA", "secret").Write(state);

        Assert.Equal("rwx------", Mode(Path.Combine(_directory.FullName, "state")));
        Assert.Equal("rw-------", Mode(Path.Combine(_directory.FullName, "state/host.json")));
        Assert.Equal("secret", HostIdentity.Read(state)!.SecretAccessKey);
    }

    public void Dispose() => _directory.Delete(recursive: true);

    private static string Mode(string path)
    {
        var mode = OperatingSystem.IsWindows() ? UnixFileMode.None : File.GetUnixFileMode(path);
        return string.Concat(Enumerable.Range(0, 9).Select(bit => ((int)mode & (256 >> bit)) == 0 ? '-' : "rwx"[bit % 3]));
    }

    private Spool Open() => new(new StateDirectory(_directory.FullName));
}
