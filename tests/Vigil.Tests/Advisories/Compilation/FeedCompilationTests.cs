using System.Globalization;
using FsCheck.Xunit;
using Vigil.Advisories.Compilation;
using Vigil.Advisories.Feeds;
using Vigil.Tests.Feeds.Support;

namespace Vigil.Tests.Advisories.Compilation;

public sealed class FeedCompilationTests : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("vigil-compilation-");

    public void Dispose() => _directory.Delete(recursive: true);

    [Property(MaxTest = 60)]
    public void Updates_give_the_generations_and_the_reports_that_reading_everything_gives(int seed)
    {
        var random = new Random(seed);
        using var mirror = new FeedRun();
        var kept = NewDatabase();
        var documents = new RandomMirror(random);
        for (var step = 0; step < 4; step++)
        {
            documents.Edit();
            documents.Write(mirror);

            Assert.Equal(Update(NewDatabase(), mirror), Update(kept, mirror));
        }
    }

    [Fact]
    public void Only_what_changed_is_read_and_kept_anew()
    {
        using var mirror = new FeedRun().WithZip("osv/npm/all.zip", ("GHSA-1.json", Entry("GHSA-1", "1")), ("GHSA-2.json", Entry("GHSA-2", "1")));
        var database = NewDatabase();
        Update(database, mirror);
        var before = RecordBytes(database);

        mirror.WithZip("osv/npm/all.zip", ("GHSA-1.json", Entry("GHSA-1", "1")), ("GHSA-2.json", Entry("GHSA-2", "2")));
        Update(database, mirror);

        Assert.Equal(before * 3 / 2, RecordBytes(database));
    }

    [Fact]
    public void Nothing_new_leaves_the_generation_as_it_is()
    {
        using var mirror = new FeedRun().WithZip("osv/npm/all.zip", ("GHSA-1.json", Entry("GHSA-1", "1")));
        var database = NewDatabase();
        var (first, _) = Update(database, mirror);
        var written = File.GetLastWriteTimeUtc(database.PathOf(first));

        var (second, _) = Update(database, mirror);

        Assert.Equal(first, second);
        Assert.Equal(written, File.GetLastWriteTimeUtc(database.PathOf(second)));
    }

    [Theory]
    [InlineData("records.idx", 0)]
    [InlineData("records.idx", 40)]
    [InlineData("records.vgr", 3)]
    public void Damaged_notes_make_it_read_everything(string file, int length)
    {
        using var mirror = new FeedRun().WithZip("osv/npm/all.zip", ("GHSA-1.json", Entry("GHSA-1", "1")));
        var database = NewDatabase();
        Update(database, mirror);
        using (var notes = File.OpenWrite(Path.Combine(database.Directory, file)))
        {
            notes.SetLength(length);
        }

        mirror.WithZip("osv/npm/all.zip", ("GHSA-1.json", Entry("GHSA-1", "2")));

        Assert.Equal(Update(NewDatabase(), mirror), Update(database, mirror));
    }

    private static string Entry(string id, string version) =>
        $$"""{"id":"{{id}}","affected":[{"package":{"ecosystem":"npm","name":"a"},"ranges":[{"type":"SEMVER","events":[{"introduced":"0"},{"fixed":"{{version}}.0.0"}]}]}]}""";

    private static long RecordBytes(Generations database) => new FileInfo(Path.Combine(database.Directory, "records.vgr")).Length;

    private Generations NewDatabase() => new(Path.Combine(_directory.FullName, Guid.NewGuid().ToString("N", CultureInfo.InvariantCulture)));

    private static (string Id, string Reports) Update(Generations database, FeedRun mirror)
    {
        using var writer = database.BeginWriting();
        using var compilation = new FeedCompilation(database, writer);
        var reports = compilation.Read(mirror.Root, FeedSelection.All, mirror, "none", _ => { }, TestContext.Current.CancellationToken);
        return (compilation.Publish(reports, "none"), string.Join('\n', reports));
    }
}
