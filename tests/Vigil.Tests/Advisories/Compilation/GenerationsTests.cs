using Vigil.Advisories.Compilation;
using Vigil.Advisories.Store;
using Vigil.Domain.Advisories;

namespace Vigil.Tests.Advisories.Compilation;

public sealed class GenerationsTests : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("vigil-generations-");
    private readonly Generations _generations;

    public GenerationsTests() => _generations = new Generations(Path.Combine(_directory.FullName, "db"));

    public void Dispose() => _directory.Delete(recursive: true);

    [Fact]
    public void Empty_directory_has_no_generation()
    {
        Assert.Null(_generations.CurrentId);
        Assert.Null(_generations.TryOpenCurrent());
        Assert.Empty(_generations.List());
    }

    [Fact]
    public void Published_generation_is_the_current_one()
    {
        var id = Publish("CVE-1");

        using var store = Current();
        Assert.Equal(id, store.ContentId);
        Assert.Equal(0, store.FindVulnerability("CVE-1"));
        store.Verify();
    }

    [Fact]
    public void Open_store_outlives_the_next_generations()
    {
        Publish("CVE-1");
        using var old = Current();

        Publish("CVE-2", keep: 1);
        Publish("CVE-3", keep: 1);

        old.Verify();
        Assert.Equal(0, old.FindVulnerability("CVE-1"));
        Assert.Single(_generations.List());
    }

    [Fact]
    public void Generations_before_are_kept_as_asked()
    {
        string[] ids = [Publish("CVE-1"), Publish("CVE-2"), Publish("CVE-3"), Publish("CVE-4")];

        Assert.Equal(GenerationWriter.DefaultKept, _generations.List().Length);
        Assert.Equal(ids[3], _generations.CurrentId);
    }

    [Fact]
    public void Same_inputs_are_the_same_generation()
    {
        Assert.Equal(Publish("CVE-1"), Publish("CVE-1"));
        Assert.Single(_generations.List());
    }

    [Fact]
    public void Writer_that_died_leaves_the_previous_generation_and_no_trace_in_the_next()
    {
        var id = Publish("CVE-1");
        string[] leftovers = ["generation.tmp", "current.tmp", "compile-x.tmp"];
        foreach (var leftover in leftovers)
        {
            File.WriteAllText(Path.Combine(_generations.Directory, leftover), "half");
        }

        using (var store = Current())
        {
            Assert.Equal(id, store.ContentId);
        }

        Publish("CVE-2");

        Assert.Empty(Directory.GetFiles(_generations.Directory, "*.tmp"));
    }

    [Fact]
    public void Second_writer_is_refused_until_the_first_is_done()
    {
        using (_generations.BeginWriting())
        {
            var fault = Assert.Throws<PublishException>(_generations.BeginWriting);
            Assert.Contains("another process", fault.Message, StringComparison.Ordinal);
        }

        _generations.BeginWriting().Dispose();
    }

    [Fact]
    public void Writer_that_gives_up_changes_nothing()
    {
        var id = Publish("CVE-1");

        using (var writer = _generations.BeginWriting())
        {
            writer.Compiler.Add(new Advisory { Id = "CVE-2", Source = "test" });
        }

        Assert.Equal(id, _generations.CurrentId);
    }

    [Fact]
    public void Failed_write_keeps_the_previous_generation()
    {
        var id = Publish("CVE-1");
        using var writer = _generations.BeginWriting();
        writer.Compiler.Add(new Advisory { Id = "CVE-2", Source = "test" });
        Directory.CreateDirectory(Path.Combine(_generations.Directory, "current.tmp"));

        Assert.Throws<PublishException>(() => writer.Publish());

        using var store = Current();
        Assert.Equal(id, store.ContentId);
    }

    [Fact]
    public void Pointer_to_a_path_is_refused()
    {
        Publish("CVE-1");
        File.WriteAllText(Path.Combine(_generations.Directory, "current"), "../../etc/passwd\n");

        Assert.Throws<StoreFormatException>(_generations.TryOpenCurrent);
    }

    private AdvisoryStore Current() => _generations.TryOpenCurrent() ?? throw new InvalidOperationException("there is no generation");

    private string Publish(string id, int keep = GenerationWriter.DefaultKept)
    {
        using var writer = _generations.BeginWriting();
        writer.Compiler.Add(new Advisory { Id = id, Source = "test" });
        return writer.Publish(keep);
    }
}
