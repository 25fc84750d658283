using System.Formats.Tar;
using System.Text;
using FsCheck;
using FsCheck.Xunit;
using Vigil.Scanning.Artifacts;
using Vigil.Scanning.Artifacts.Tar;
using Vigil.Tests.Support;
using TarReader = Vigil.Scanning.Artifacts.Tar.TarReader;

namespace Vigil.Tests.Artifacts.Tar;

public sealed class TarReaderTests
{
    private sealed record Entry(string Kind, string Path, string Link, long Length, string Content);

    [Fact]
    public void Files_directories_and_links_are_read()
    {
        var archive = new TarBuilder().Directory("etc").File("etc/a", "one").Symlink("b", "etc/a").HardLink("c", "./etc/a").Build();

        var entries = ReadAll(archive);

        Assert.Equal(
            [
                new("Directory", "etc", "", 0, ""),
                new("File", "etc/a", "", 3, "one"),
                new("SymbolicLink", "b", "etc/a", 0, ""),
                new("HardLink", "c", "etc/a", 0, ""),
            ],
            entries);
    }

    [Theory]
    [InlineData("./usr//lib/./x", "usr/lib/x")]
    [InlineData("/usr/lib/x/", "usr/lib/x")]
    [InlineData("./", "")]
    [InlineData("..x/...", "..x/...")]
    public void Paths_are_brought_into_one_form(string stored, string expected)
    {
        var entry = Assert.Single(ReadAll(new TarBuilder().Entry('0', stored, []).Build()));

        Assert.Equal(expected, entry.Path);
    }

    [Theory]
    [InlineData("../etc/passwd")]
    [InlineData("a/../../etc/passwd")]
    [InlineData("/..")]
    public void Paths_that_climb_are_refused(string path)
    {
        var entries = ReadAll(new TarBuilder().File(path, "evil").File("next", "x").Build());

        Assert.Equal(["Unusable", "File"], entries.Select(e => e.Kind));
    }

    [Fact]
    public void Ustar_prefix_comes_before_the_name()
    {
        var archive = new TarBuilder().Entry('0', "name", [], change: h => Encoding.ASCII.GetBytes("a/long/prefix", h.AsSpan(345))).Build();

        Assert.Equal("a/long/prefix/name", Assert.Single(ReadAll(archive)).Path);
    }

    [Fact]
    public void Pax_path_link_and_size_win_over_the_header()
    {
        var path = new string('d', 200) + "/ü";
        var archive = new TarBuilder()
            .Pax(("path", path), ("size", "3")).Entry('0', "short", "abc"u8.ToArray(), statedSize: 0)
            .Pax(("linkpath", "target/é")).Symlink("l", "cut")
            .Build();

        Assert.Equal([new("File", path, "", 3, "abc"), new("SymbolicLink", "l", "target/é", 0, "")], ReadAll(archive));
    }

    [Fact]
    public void Gnu_long_name_and_link_are_read()
    {
        var name = new string('n', 300);
        var link = new string('l', 300);
        var archive = new TarBuilder()
            .Entry('K', "././@LongLink", Encoding.ASCII.GetBytes(link + "\0"))
            .Entry('L', "././@LongLink", Encoding.ASCII.GetBytes(name + "\0"))
            .Symlink("cut", "cut")
            .Build();

        Assert.Equal([new("SymbolicLink", name, link, 0, "")], ReadAll(archive));
    }

    [Fact]
    public void Base_256_sizes_are_read()
    {
        var archive = new TarBuilder().Entry('0', "f", "abc"u8.ToArray(), change: h =>
        {
            h.AsSpan(124, 12).Clear();
            h[124] = 0x80;
            h[135] = 3;
        }).Build();

        Assert.Equal("abc", Assert.Single(ReadAll(archive)).Content);
    }

    [Fact]
    public void Types_that_mean_nothing_here_are_passed_over_with_their_content()
    {
        var content = new byte[700];
        var archive = new TarBuilder().Entry('g', "global", content).Entry('V', "label", []).Entry('Z', "vendor", content).File("f", "x").Build();

        Assert.Equal("f", Assert.Single(ReadAll(archive)).Path);
    }

    [Fact]
    public void A_path_over_the_limit_is_refused_and_the_next_entry_read()
    {
        var archive = new TarBuilder().Pax(("path", new string('p', 5000))).File("cut").File("next", "x").Build();

        Assert.Equal(["Unusable", "File"], ReadAll(archive).Select(e => e.Kind));
    }

    [Fact]
    public void Sparse_file_in_old_gnu_form_has_its_holes()
    {
        var archive = new TarBuilder().Entry('S', "s", "abcd"u8.ToArray(), change: h =>
        {
            "ustar  \0"u8.CopyTo(h.AsSpan(257));
            TarBuilder.Octal(h.AsSpan(386, 12), 2);
            TarBuilder.Octal(h.AsSpan(398, 12), 3);
            TarBuilder.Octal(h.AsSpan(410, 12), 7);
            TarBuilder.Octal(h.AsSpan(422, 12), 1);
            TarBuilder.Octal(h.AsSpan(483, 12), 10);
        }).File("next", "x").Build();

        Assert.Equal([new("File", "s", "", 10, "\0\0abc\0\0d\0\0"), new("File", "next", "", 1, "x")], ReadAll(archive));
    }

    [Fact]
    public void Sparse_map_of_an_old_gnu_header_goes_on_in_further_blocks()
    {
        var more = new byte[512];
        TarBuilder.Octal(more.AsSpan(0, 12), 5);
        TarBuilder.Octal(more.AsSpan(12, 12), 1);
        var header = new TarBuilder().Entry('S', "s", [], statedSize: 1, change: h =>
        {
            h[482] = 1;
            TarBuilder.Octal(h.AsSpan(483, 12), 6);
        });
        var archive = header.Raw(more).Raw("z"u8.ToArray()).Pad().Build();

        Assert.Equal("\0\0\0\0\0z", Assert.Single(ReadAll(archive)).Content);
    }

    [Fact]
    public void Sparse_files_in_the_three_pax_forms_have_their_holes()
    {
        var data = "abcd"u8.ToArray();
        var archive = new TarBuilder()
            .Pax(("GNU.sparse.size", "10"), ("GNU.sparse.numblocks", "2"), ("GNU.sparse.offset", "2"), ("GNU.sparse.numbytes", "3"),
                ("GNU.sparse.offset", "7"), ("GNU.sparse.numbytes", "1"))
            .File("s00", data)
            .Pax(("GNU.sparse.size", "10"), ("GNU.sparse.numblocks", "2"), ("GNU.sparse.map", "2,3,7,1"), ("GNU.sparse.name", "s01"))
            .File("GNUSparseFile.0/s01", data)
            .Pax(("GNU.sparse.major", "1"), ("GNU.sparse.minor", "0"), ("GNU.sparse.name", "s10"), ("GNU.sparse.realsize", "10"))
            .File("GNUSparseFile.0/s10", [.. "2\n2\n3\n7\n1\n"u8, .. new byte[502], .. data])
            .Build();

        var entries = ReadAll(archive);

        Assert.Equal(["s00", "s01", "s10"], entries.Select(e => e.Path));
        Assert.All(entries, e => Assert.Equal("\0\0abc\0\0d\0\0", e.Content));
    }

    [Fact]
    public void Forty_gibibytes_of_nothing_cost_nothing()
    {
        var archive = new TarBuilder()
            .Pax(("GNU.sparse.major", "1"), ("GNU.sparse.minor", "0"), ("GNU.sparse.name", "disk"), ("GNU.sparse.realsize", "42949672960"))
            .File("x", "0\n"u8.ToArray().Concat(new byte[510]).ToArray())
            .File("next", "x")
            .Build();
        using var tar = Open(archive);

        Assert.True(tar.MoveNext());
        Assert.Equal(40L << 30, tar.Length);
        Assert.True(tar.MoveNext());
        Assert.Equal("next", EntryPath.ToText(tar.Path));
    }

    [Theory]
    [InlineData("7,1,2,3")]
    [InlineData("2,30")]
    [InlineData("2")]
    [InlineData("2,3,x,1")]
    [InlineData("0,9")]
    public void Sparse_maps_that_contradict_themselves_are_refused(string map)
    {
        var archive = new TarBuilder().Pax(("GNU.sparse.size", "10"), ("GNU.sparse.map", map)).File("s", "abcd").File("next", "x").Build();

        Assert.Equal(["Unusable", "File"], ReadAll(archive).Select(e => e.Kind));
    }

    [Fact]
    public void An_archive_that_ends_within_an_entry_is_damaged()
    {
        var archive = new TarBuilder().File("a", "x").File("b", new byte[2000]).BuildOpen();

        Assert.Throws<InvalidDataException>(() => ReadAll(archive[..^600]));
        Assert.Throws<InvalidDataException>(() => ReadAll(archive[..1300]));
    }

    [Fact]
    public void A_flipped_bit_in_a_header_is_damage()
    {
        var archive = new TarBuilder().File("a", "x").File("b", "y").Build();
        archive[1024 + 3] ^= 0x10;

        Assert.Throws<InvalidDataException>(() => ReadAll(archive));
    }

    [Fact]
    public void Names_that_are_no_utf8_stay_apart()
    {
        var archive = new TarBuilder().Entry('0', "x", [], change: h => h[0] = 0xE9).Entry('0', "x", [], change: h => h[0] = 0xE8).Build();

        Assert.Equal(["\\xE9", "\\xE8"], ReadAll(archive).Select(e => e.Path));
    }

    [Property]
    public void Archives_of_the_platform_writer_are_read_alike(NonEmptyArray<NonNegativeInt> sizes, byte format)
    {
        var formats = new[] { TarEntryFormat.V7, TarEntryFormat.Ustar, TarEntryFormat.Pax, TarEntryFormat.Gnu };
        var chosen = formats[format % formats.Length];
        var longest = chosen is TarEntryFormat.Pax or TarEntryFormat.Gnu ? 240 : 80;
        using var stream = new MemoryStream();
        using (var writer = new TarWriter(stream, chosen, leaveOpen: true))
        {
            foreach (var (size, i) in sizes.Get.Select((s, i) => (s.Get, i)))
            {
                var path = $"dir{i}/{new string('f', 1 + (size % longest))}";
                TarEntry entry = chosen switch
                {
                    TarEntryFormat.V7 => new V7TarEntry(TarEntryType.V7RegularFile, path),
                    TarEntryFormat.Ustar => new UstarTarEntry(TarEntryType.RegularFile, path),
                    TarEntryFormat.Pax => new PaxTarEntry(TarEntryType.RegularFile, path),
                    _ => new GnuTarEntry(TarEntryType.RegularFile, path),
                };
                entry.DataStream = new MemoryStream(Encoding.ASCII.GetBytes(new string((char)('a' + (i % 26)), size * 37)));
                writer.WriteEntry(entry);
            }
        }

        var entries = ReadAll(stream.ToArray());

        Assert.Equal(
            sizes.Get.Select((s, i) => new Entry(
                "File", $"dir{i}/{new string('f', 1 + (s.Get % longest))}", "", s.Get * 37L, new string((char)('a' + (i % 26)), s.Get * 37))),
            entries);
    }

    [Property]
    public void Any_bytes_end_in_a_result_or_in_a_named_damage(byte[] noise, int at)
    {
        var archive = new TarBuilder().Pax(("path", "p"), ("GNU.sparse.map", "0,1")).File("a", "xyz").HardLink("b", "a").File("c", new byte[900]).Build();
        noise.AsSpan(0, Math.Min(noise.Length, 512)).CopyTo(archive.AsSpan((int)((uint)at % (archive.Length - 512))));

        var problem = Record.Exception(() => ReadAll(archive));

        Assert.True(problem is null or InvalidDataException, problem?.ToString());
    }

    private static TarReader Open(byte[] archive) => new(new MemoryStream(archive), maxPathBytes: 4096, CancellationToken.None);

    private static List<Entry> ReadAll(byte[] archive)
    {
        using var tar = Open(archive);
        var entries = new List<Entry>();
        while (tar.MoveNext())
        {
            using var content = new MemoryStream();
            var piece = new byte[100];
            while (tar.Kind == TarEntryKind.File && tar.Read(piece) is var count and > 0)
            {
                content.Write(piece, 0, count);
            }

            entries.Add(new Entry(
                tar.Kind.ToString(), EntryPath.ToText(tar.Path), EntryPath.ToText(tar.LinkTarget),
                tar.Kind == TarEntryKind.File ? tar.Length : 0, Encoding.UTF8.GetString(content.ToArray())));
        }

        tar.Drain();
        return entries;
    }
}
