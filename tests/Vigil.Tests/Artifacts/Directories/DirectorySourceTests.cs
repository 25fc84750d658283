using System.Diagnostics;
using Vigil.Scanning.Artifacts;
using Vigil.Scanning.Extraction;
using Vigil.Tests.Support;

namespace Vigil.Tests.Artifacts.Directories;

public sealed class DirectorySourceTests : IDisposable
{
    private static readonly TextExtractor Everywhere = new("db");
    private static readonly TextExtractor Rpm = new("db") { Places = ["var/lib/rpm", "usr/lib/sysimage/rpm"] };

    private readonly string _outside = Directory.CreateTempSubdirectory("vigil-outside-").FullName;
    private readonly string _root = Directory.CreateTempSubdirectory("vigil-root-").FullName;

    [Fact]
    public async Task Files_are_found_wherever_they_lie()
    {
        Write("db", "1");
        Write("a/b/db", "2");

        Assert.Equal(["a/b/db=2", "db=1"], Show(await ScanAsync(Everywhere)));
    }

    [Fact]
    public async Task Links_out_of_the_root_are_not_followed()
    {
        File.WriteAllText(Path.Combine(_outside, "db"), "secret");
        Link("var/lib/rpm", _outside);
        Link("usr/lib/sysimage/rpm", "../../../../../../../../../.." + _outside);
        Link("dir", _outside);
        Link("db", Path.Combine(_outside, "db"));

        Assert.Empty((await ScanAsync(Rpm, Everywhere)).Files);
    }

    [Fact]
    public async Task Links_are_resolved_within_the_root()
    {
        Write("opt/rpm/db", "x");
        Link("var/lib/rpm", "/opt/rpm");

        Assert.Equal(["var/lib/rpm/db=x"], Show(await ScanAsync(Rpm)));
    }

    [Fact]
    public async Task A_database_that_two_names_lead_to_is_one()
    {
        Write("usr/lib/sysimage/rpm/db", "x");
        Link("var/lib/rpm", "../../usr/lib/sysimage/rpm");

        Assert.Equal(["usr/lib/sysimage/rpm/db=x"], Show(await ScanAsync(Rpm)));
    }

    [Fact]
    public async Task A_wanted_file_that_is_a_link_is_read_under_its_name()
    {
        var os = new TextExtractor("os-release") { Places = ["etc/os-release"] };
        Write("opt/release", "x");
        Link("etc/os-release", "../opt/release");

        Assert.Equal(["etc/os-release=x"], Show(await ScanAsync(os)));
    }

    [Fact]
    public async Task Links_that_run_in_a_circle_are_reported()
    {
        Link("var/lib/rpm", "rpm");
        Link("loop", "loop");

        var view = await ScanAsync(Rpm, Everywhere);

        Assert.Equal(ArtifactCodes.LinkUnresolved, Assert.Single(view.Diagnostics).Code);
    }

    [Fact]
    public async Task Pipes_are_never_opened_and_reported_where_a_file_was_wanted()
    {
        using var made = Process.Start("mkfifo", [Path.Combine(_root, "db")]);
        await made.WaitForExitAsync(TestContext.Current.CancellationToken);
        Write("a/db", "x");

        var view = await ScanAsync(Everywhere);

        Assert.Equal(["a/db=x"], Show(view));
        Assert.Equal("db", Assert.Single(view.Diagnostics).Subject);
    }

    [Fact]
    public async Task The_limit_on_entries_is_kept()
    {
        Write("a/db", "x");
        for (var i = 0; i < 20; i++)
        {
            Write($"b/{i}", "");
        }

        var view = await new ArtifactScanner([Everywhere], ScanLimits.Default with { MaxEntries = 10 })
            .ScanAsync(ArtifactSource.OpenDirectory(_root), progress: null, TestContext.Current.CancellationToken);

        Assert.Equal(ArtifactCodes.LimitReached, Assert.Single(view.Diagnostics).Code);
    }

    [Fact]
    public async Task A_directory_that_is_named_by_a_link_is_read_like_itself()
    {
        Write("a/db", "1");
        var link = Path.Combine(_outside, "link");
        File.CreateSymbolicLink(link, _root);

        var view = await new ArtifactScanner([Everywhere], ScanLimits.Default)
            .ScanAsync(ArtifactSource.OpenDirectory(link), progress: null, TestContext.Current.CancellationToken);

        Assert.Equal(["a/db=1"], Show(view));
        Assert.Equal(link, view.Artifact.Name);
    }

    [Fact]
    public void What_is_no_directory_cannot_be_opened()
    {
        Assert.Throws<ArtifactException>(() => ArtifactSource.OpenDirectory(Path.Combine(_root, "missing")));
    }

    [Fact]
    public async Task A_host_tells_its_running_kernel()
    {
        var view = await new ArtifactScanner([Rpm], ScanLimits.Default)
            .ScanAsync(ArtifactSource.OpenHost(), progress: null, TestContext.Current.CancellationToken);

        Assert.Equal(File.ReadAllText("/proc/sys/kernel/osrelease").Trim(), view.RunningKernel);
    }

    public void Dispose()
    {
        Directory.Delete(_root, recursive: true);
        Directory.Delete(_outside, recursive: true);
    }

    private Task<ArtifactView> ScanAsync(params IFileExtractor[] extractors) => new ArtifactScanner(extractors, ScanLimits.Default)
        .ScanAsync(ArtifactSource.OpenDirectory(_root), progress: null, TestContext.Current.CancellationToken);

    private void Write(string path, string content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(_root, path)) ?? _root);
        File.WriteAllText(Path.Combine(_root, path), content);
    }

    private void Link(string path, string target)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(_root, path)) ?? _root);
        File.CreateSymbolicLink(Path.Combine(_root, path), target);
    }

    private static IEnumerable<string> Show(ArtifactView view) => view.Files.Select(f => $"{f.Path}={((TextFact)f.Facts[0]).Text}");
}
