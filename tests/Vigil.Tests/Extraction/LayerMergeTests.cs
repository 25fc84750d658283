using Vigil.Scanning.Artifacts;
using Vigil.Scanning.Extraction;
using Vigil.Tests.Support;

namespace Vigil.Tests.Extraction;

public sealed class LayerMergeTests
{
    private static readonly TextExtractor Everywhere = new("db");
    private static readonly TextExtractor Rpm = new("db") { Places = ["var/lib/rpm", "usr/lib/sysimage/rpm"] };

    [Fact]
    public async Task The_upper_copy_shows_and_the_lower_is_remembered()
    {
        var image = new MemoryImage()
            .Layer(new TarBuilder().File("lib/db", "old"))
            .Layer(new TarBuilder().File("lib/db", "new"));

        var view = await image.ScanAsync(Everywhere);

        var file = Assert.Single(view.Files);
        Assert.Equal(("lib/db", "new", image.Layers[1].DiffId.Text), (file.Path, Text(file.Facts), file.LayerDiffId));
        var earlier = Assert.Single(file.Earlier);
        Assert.Equal(("old", image.Layers[0].DiffId.Text), (Text(earlier.Facts), earlier.LayerDiffId));
        Assert.Equal(["step 0", "step 1"], view.Layers.Select(l => l.CreatedBy));
        Assert.Empty(view.Diagnostics);
    }

    [Fact]
    public async Task Of_two_entries_with_one_path_the_last_wins()
    {
        var view = await Scan(new TarBuilder().File("db", "first").File("db", "last"));

        Assert.Equal(["db=last"], Show(view));
    }

    [Theory]
    [InlineData("a/b/db")]
    [InlineData("a/b")]
    [InlineData("a")]
    public async Task A_whiteout_deletes_a_path_and_what_is_below(string deleted)
    {
        var view = await Scan(new TarBuilder().File("a/b/db", "x").File("ab/db", "y"), new TarBuilder().Whiteout(deleted));

        Assert.Equal(["ab/db=y"], Show(view));
    }

    [Fact]
    public async Task A_whiteout_says_nothing_of_its_own_layer()
    {
        var view = await Scan(new TarBuilder().File("a/db", "old"), new TarBuilder().File("a/db", "new").Whiteout("a"));

        Assert.Equal(["a/db=new"], Show(view));
        Assert.Empty(view.Files[0].Earlier);
    }

    [Fact]
    public async Task An_opaque_directory_hides_what_is_below_it_in_lower_layers()
    {
        var view = await Scan(
            new TarBuilder().File("a/db", "x").File("a/c/db", "y").File("b/db", "z"),
            new TarBuilder().Directory("a").File("a/d/db", "new").Opaque("a"));

        Assert.Equal(["a/d/db=new", "b/db=z"], Show(view));
    }

    [Fact]
    public async Task An_opaque_root_hides_everything()
    {
        var view = await Scan(new TarBuilder().File("a/db", "x"), new TarBuilder().Opaque("").File("db", "y"));

        Assert.Equal(["db=y"], Show(view));
    }

    [Fact]
    public async Task A_file_replaces_a_directory_and_a_directory_a_file()
    {
        var view = await Scan(
            new TarBuilder().File("a/b/db", "below").File("c/db", "file"),
            new TarBuilder().File("a", "now a file").Directory("c/db"));

        Assert.Empty(view.Files);
    }

    [Fact]
    public async Task A_link_or_device_in_the_place_of_a_file_hides_it()
    {
        var view = await Scan(
            new TarBuilder().File("a/db", "x").File("b/db", "y"),
            new TarBuilder().Symlink("a/db", "/dev/null").Entry('3', "b/db", []));

        Assert.Empty(view.Files);
    }

    [Fact]
    public async Task Within_a_layer_a_file_that_replaces_a_directory_wins()
    {
        var view = await Scan(new TarBuilder().File("a/b/db", "x").File("a", "file"));

        Assert.Empty(view.Files);
    }

    [Fact]
    public async Task A_file_that_comes_back_has_no_copies_below_its_deletion()
    {
        var view = await Scan(new TarBuilder().File("db", "1"), new TarBuilder().Whiteout("db"), new TarBuilder().File("db", "3"));

        Assert.Empty(Assert.Single(view.Files).Earlier);
    }

    [Fact]
    public async Task A_hard_link_has_the_content_of_its_target()
    {
        var same = await Scan(new TarBuilder().File("a/db", "x").HardLink("b/db", "a/db"));
        var lower = await Scan(new TarBuilder().File("a/db", "x"), new TarBuilder().HardLink("b/db", "/a/db"));

        Assert.Equal(["a/db=x", "b/db=x"], Show(same));
        Assert.Equal(["a/db=x", "b/db=x"], Show(lower));
    }

    [Fact]
    public async Task A_hard_link_to_a_file_that_nobody_wanted_is_read_after_all()
    {
        var same = await Scan(new TarBuilder().File("store/1234", "x").HardLink("b/db", "store/1234"));
        var lower = await Scan(new TarBuilder().File("store/1234", "x"), new TarBuilder().HardLink("mid", "store/1234").HardLink("b/db", "mid"));

        Assert.Equal(["b/db=x"], Show(same));
        Assert.Equal(["b/db=x"], Show(lower));
    }

    [Fact]
    public async Task A_database_that_two_names_lead_to_is_one()
    {
        var view = await Scan(Rpm, new TarBuilder().Symlink("var/lib/rpm", "../../usr/lib/sysimage/rpm").File("usr/lib/sysimage/rpm/db", "x"));

        Assert.Equal(["usr/lib/sysimage/rpm/db=x"], Show(view));
    }

    [Fact]
    public async Task An_entry_below_a_linked_directory_lies_where_the_link_leads()
    {
        var view = await Scan(
            new TarBuilder().Symlink("lib", "usr/lib").File("usr/lib/db", "old"),
            new TarBuilder().File("lib/db", "new"),
            new TarBuilder().Whiteout("lib/other"));

        Assert.Equal(["usr/lib/db=new"], Show(view));
        Assert.Single(view.Files[0].Earlier);
    }

    [Fact]
    public async Task A_deletion_below_a_linked_directory_deletes_where_the_link_leads()
    {
        var view = await Scan(new TarBuilder().Symlink("lib", "usr/lib").File("usr/lib/db", "old"), new TarBuilder().Whiteout("lib/db"));

        Assert.Empty(view.Files);
    }

    [Fact]
    public async Task A_place_that_is_a_link_to_somewhere_else_is_followed()
    {
        var image = new MemoryImage()
            .Layer(new TarBuilder().File("opt/data/rpm/db", "x").File("opt/data/db", "not here"))
            .Layer(new TarBuilder().Symlink("var/lib/rpm", "/opt/link/rpm").Symlink("opt/link", "data"));

        var view = await image.ScanAsync(Rpm);

        Assert.Equal(["var/lib/rpm/db=x"], Show(view));
        Assert.Equal(4, image.Openings);
    }

    [Fact]
    public async Task A_wanted_file_that_is_a_link_is_read_under_its_name()
    {
        var os = new TextExtractor("os-release") { Places = ["etc/os-release", "usr/lib/os-release"] };

        var usual = new MemoryImage().Layer(new TarBuilder().Symlink("etc/os-release", "../usr/lib/os-release").File("usr/lib/os-release", "x"));
        var odd = new MemoryImage().Layer(new TarBuilder().Symlink("etc/os-release", "/opt/release").File("opt/release", "y"));

        Assert.Equal(["usr/lib/os-release=x"], Show(await usual.ScanAsync(os)));
        Assert.Equal(1, usual.Openings);
        Assert.Equal(["etc/os-release=y"], Show(await odd.ScanAsync(os)));
    }

    [Fact]
    public async Task Links_that_run_in_a_circle_are_reported()
    {
        var view = await Scan(Rpm, new TarBuilder().Symlink("var/lib", "../usr/lib").Symlink("usr/lib", "/var/lib").File("usr/lib/sysimage/rpm/db", "x"));

        Assert.Contains(view.Diagnostics, d => d.Code == ArtifactCodes.LinkUnresolved);
    }

    [Fact]
    public async Task Links_out_of_the_root_end_at_the_root()
    {
        var view = await Scan(Rpm, new TarBuilder().Symlink("var/lib/rpm", "../../../../../../opt/rpm").File("opt/rpm/db", "x"));

        Assert.Equal(["var/lib/rpm/db=x"], Show(view));
    }

    private static Task<ArtifactView> Scan(params TarBuilder[] layers) => Scan(Everywhere, layers);

    private static Task<ArtifactView> Scan(TextExtractor extractor, params TarBuilder[] layers)
    {
        var image = new MemoryImage();
        foreach (var layer in layers)
        {
            image.Layer(layer);
        }

        return image.ScanAsync(extractor);
    }

    private static IEnumerable<string> Show(ArtifactView view) => view.Files.Select(f => $"{f.Path}={Text(f.Facts)}");

    private static string Text(IReadOnlyList<FileFact> facts) => string.Join('|', facts.Cast<TextFact>().Select(f => f.Text));
}
