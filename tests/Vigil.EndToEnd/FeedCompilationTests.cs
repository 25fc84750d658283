using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using Vigil.Tests.Support;

namespace Vigil.EndToEnd;

/// <summary>Compiles real feeds through the real program. Skipped where the folder <c>shared</c> is not beside the checkout.</summary>
public sealed class FeedCompilationTests : IDisposable
{
    private readonly Workspace _work = new();

    public void Dispose() => _work.Dispose();

    [Fact]
    public async Task Every_OSV_source_has_as_many_records_as_its_archive_less_the_rejects()
    {
        var feeds = Feeds();
        var update = await VigilProcess.RunAsync("db", "update", "--mirror", feeds, "--db", _work["db"]);
        Assert.True(update.ExitCode == 0, update.Error);

        var status = await VigilProcess.RunAsync("db", "status", "--db", _work["db"], "--format", "json");
        using var json = JsonDocument.Parse(status.Output);
        var counts = json.RootElement.GetProperty("sources").EnumerateArray().ToDictionary(
            source => source.GetProperty("source").GetString()!,
            source => source.GetProperty("records").GetInt32() + source.GetProperty("rejected").GetInt32());

        Assert.All(Directory.GetDirectories(Path.Combine(feeds, "osv")), folder =>
        {
            using var archive = ZipFile.OpenRead(Path.Combine(folder, "all.zip"));
            Assert.Equal(archive.Entries.Count, counts[$"osv/{Path.GetFileName(folder)}"]);
        });
    }

    [Fact]
    public async Task A_broken_source_leaves_the_generation_that_was_there()
    {
        var mirror = Directory.CreateDirectory(Path.Combine(_work["mirror"], "osv", "Hex")).FullName;
        File.Copy(Path.Combine(Feeds(), "osv/Hex/all.zip"), Path.Combine(mirror, "all.zip"));
        await VigilProcess.RunAsync("db", "update", "--mirror", _work["mirror"], "--db", _work["db"]);
        var before = await VigilProcess.RunAsync("db", "status", "--db", _work["db"]);

        File.WriteAllText(Path.Combine(mirror, "all.zip"), "<html>502 Bad Gateway</html>");
        var update = await VigilProcess.RunAsync("db", "update", "--mirror", _work["mirror"], "--db", _work["db"]);

        Assert.Equal(6, update.ExitCode);
        Assert.Contains("osv/Hex", update.Error, StringComparison.Ordinal);
        Assert.Equal(before, await VigilProcess.RunAsync("db", "status", "--db", _work["db"]));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task One_advisory_of_100_MB_is_named_and_costs_neither_memory_nor_the_others(bool isInArchive)
    {
        var archive = _work.Mirror(advisories: 3);
        await VigilProcess.RunAsync("db", "update", "--mirror", _work["mirror"], "--db", _work["db"]);
        WriteHuge(archive, isInArchive);

        var update = await VigilProcess.RunAsync("db", "update", "--mirror", _work["mirror"], "--db", _work["db"]);

        Assert.True(update.ExitCode == 0, update.Error);
        Assert.Contains("VGL2001 osv/Alpine: ALPINE-CVE-2024-1.json", update.Error, StringComparison.Ordinal);
        Assert.InRange(int.Parse(update.Output.Split("peak memory ")[1].Split(' ')[0], CultureInfo.InvariantCulture), 1, 150);

        var status = await VigilProcess.RunAsync("db", "status", "--verify", "--db", _work["db"], "--format", "json");
        using var json = JsonDocument.Parse(status.Output);
        Assert.Equal(3, json.RootElement.GetProperty("sources").EnumerateArray().Sum(source => source.GetProperty("records").GetInt32()));
    }

    [Fact]
    public async Task Two_compilations_of_the_same_feeds_are_the_same_generation()
    {
        var feeds = Feeds();
        await VigilProcess.RunAsync("db", "update", "--mirror", feeds, "--db", _work["a"], "--feed", "osv/Alpine", "--feed", "alpine-secdb");
        await VigilProcess.RunAsync("db", "update", "--mirror", feeds, "--db", _work["b"], "--feed", "osv/Alpine", "--feed", "alpine-secdb");

        var id = Path.GetFileName(Assert.Single(Directory.GetFiles(_work["a"], "*.vgl")));
        Assert.Equal(
            await File.ReadAllBytesAsync(Path.Combine(_work["a"], id), TestContext.Current.CancellationToken),
            await File.ReadAllBytesAsync(Path.Combine(_work["b"], id), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_host_has_the_vulnerabilities_that_debsecan_finds_in_the_same_data()
    {
        var feeds = Feeds();
        if (!File.Exists("/usr/bin/debsecan"))
        {
            Assert.Skip("debsecan is not installed");
        }

        Workspace.Bash($"python3 '{Repository.Root}/bench/host.py' '{_work["host"]}' 800 '{feeds}/osv/Debian/all.zip'");
        if (new FileInfo(_work["host/root/var/lib/dpkg/status"]).Length < 1_000)
        {
            Assert.Skip("this machine has no package lists to make a host of: run apt-get update");
        }

        await VigilProcess.RunAsync("db", "update", "--mirror", feeds, "--db", _work["db"], "--feed", "osv/Debian");

        var scan = await VigilProcess.RunAsync("scan", "dir", _work["host/root"], "--db", _work["db"], "--format", "json");
        var peer = Workspace.Bash($"debsecan --source 'file://{_work["host"]}/debsecan' --suite bookworm --status '{_work["host/root"]}/var/lib/dpkg/status'");

        var expected = peer.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ')).Select(words => $"{words[0]} {words[1]}");
        Assert.NotEmpty(peer);
        Assert.Equal(expected.Order(StringComparer.Ordinal), Pairs(scan.Output).Order(StringComparer.Ordinal));
    }

    // in the archive, or as a document that is newer than it
    private static void WriteHuge(string archive, bool isInArchive)
    {
        const string Name = "ALPINE-CVE-2024-1.json";
        using var zip = isInArchive ? ZipFile.Open(archive, ZipArchiveMode.Update) : null;
        var changes = Directory.CreateDirectory(Path.Combine(Path.GetDirectoryName(archive)!, "changes")).FullName; // an archive is in a folder
        using var entry = new StreamWriter(zip?.CreateEntry(Name, CompressionLevel.Fastest).Open() ?? File.Create(Path.Combine(changes, Name)));
        entry.Write("""{"id":"ALPINE-CVE-2024-1","details":" """);
        for (var megabyte = 0; megabyte < 100; megabyte++)
        {
            entry.Write(new string('x', 1 << 20));
        }

        entry.Write("\"}");
    }

    private static IEnumerable<string> Pairs(string scan)
    {
        using var json = JsonDocument.Parse(scan);
        return
        [
            .. from finding in json.RootElement.GetProperty("findings").EnumerateArray()
               from package in finding.GetProperty("packages").EnumerateArray()
               select $"{package.GetProperty("because").GetProperty("advisory").GetString()} {package.GetProperty("name").GetString()}",
        ];
    }

    private static string Feeds()
    {
        var feeds = Repository.Shared is null ? "" : Path.Combine(Repository.Shared, "feeds");
        if (!Directory.Exists(feeds))
        {
            Assert.Skip("shared/feeds is not beside this checkout");
        }

        return feeds;
    }
}
