using System.IO.Compression;
using Vigil.Scanning.Artifacts;
using Vigil.Scanning.Extraction;
using Vigil.Tests.Support;

namespace Vigil.Tests.Extraction;

public sealed class LayerScanTests
{
    private static readonly TextExtractor Db = new("db");
    private static readonly TarBuilder Tar = new TarBuilder().File("a/db", "x").File("noise", new byte[300_000]);

    [Fact]
    public async Task Plain_gzip_and_zstandard_layers_are_told_by_their_bytes()
    {
        var tar = Tar.Build();

        foreach (var blob in new[] { tar, Gzip(tar), Zstandard(tar) })
        {
            var view = await new MemoryImage().Layer(blob, tar).ScanAsync(Db);

            Assert.Equal("a/db", Assert.Single(view.Files).Path);
            Assert.Empty(view.Diagnostics);
            Assert.Equal(MemoryImage.Digest(blob), view.Layers[0].Digest);
        }
    }

    [Fact]
    public async Task Gzip_members_and_zstandard_frames_may_follow_each_other()
    {
        var tar = Tar.Build();
        byte[] gzip = [.. Gzip(tar[..1000]), .. Gzip(tar[1000..])];
        byte[] zstandard = [.. Zstandard(tar[..1000]), .. Zstandard(tar[1000..])];

        foreach (var blob in new[] { gzip, zstandard })
        {
            var view = await new MemoryImage().Layer(blob, tar).ScanAsync(Db);

            Assert.Single(view.Files);
            Assert.Empty(view.Diagnostics);
        }
    }

    [Fact]
    public async Task A_blob_that_is_not_what_its_digest_names_is_reported()
    {
        var lie = MemoryImage.Digest([1, 2, 3]);

        var blob = await new MemoryImage().Layer(Gzip(Tar.Build()), Tar.Build(), digest: lie).ScanAsync(Db);
        var tar = await new MemoryImage().Layer(Gzip(Tar.Build()), diffId: lie).ScanAsync(Db);

        Assert.Equal(ArtifactCodes.LayerDigestMismatch, Assert.Single(blob.Diagnostics).Code);
        Assert.Equal(ArtifactCodes.LayerDigestMismatch, Assert.Single(tar.Diagnostics).Code);
    }

    [Fact]
    public async Task Bytes_after_the_archive_belong_to_the_digests()
    {
        byte[] tar = [.. Tar.Build(), .. new byte[20_000]];
        byte[] blob = [.. Gzip(tar), .. new byte[5]];

        var view = await new MemoryImage().Layer(blob, tar).ScanAsync(Db);

        Assert.Empty(view.Diagnostics);
    }

    [Theory]
    [InlineData(10)]
    [InlineData(200)]
    public async Task A_truncated_layer_gives_what_came_before_and_is_reported(int bytesMissing)
    {
        var tar = new TarBuilder().File("a/db", "x").File("noise", System.Security.Cryptography.RandomNumberGenerator.GetBytes(300_000)).Build();
        foreach (var blob in new[] { Gzip(tar), Zstandard(tar), tar[..200_000] })
        {
            var view = await new MemoryImage().Layer(blob[..^bytesMissing], tar, digest: MemoryImage.Digest(blob)).ScanAsync(Db);

            Assert.Single(view.Files);
            Assert.Contains(view.Diagnostics, d => d.Code == ArtifactCodes.LayerDamaged || d.Code == ArtifactCodes.LayerDigestMismatch);
        }
    }

    [Fact]
    public async Task A_flipped_bit_anywhere_is_reported()
    {
        var tar = Tar.Build();
        foreach (var sound in new[] { Gzip(tar), Zstandard(tar), tar })
        {
            for (var at = 0; at < sound.Length; at += 1 + (sound.Length / 50))
            {
                var blob = sound.ToArray();
                blob[at] ^= 0x04;

                var view = await new MemoryImage().Layer(blob, tar, digest: MemoryImage.Digest(sound)).ScanAsync(Db);

                Assert.NotEmpty(view.Diagnostics);
            }
        }
    }

    [Fact]
    public async Task A_bomb_is_stopped()
    {
        var limits = ScanLimits.Default with { RatioGraceBytes = 1 << 20, MaxCompressionRatio = 100 };
        var tar = new TarBuilder().File("a/db", "x").File("zeros", new byte[20 << 20]).Build();

        foreach (var blob in new[] { Gzip(tar), Zstandard(tar) })
        {
            var view = await new MemoryImage().Layer(blob, tar).ScanAsync(limits, Db);

            Assert.Equal(ArtifactCodes.LimitReached, Assert.Single(view.Diagnostics).Code);
            Assert.Single(view.Files);
        }
    }

    [Fact]
    public async Task Limits_on_entries_sizes_and_names_are_kept()
    {
        var many = new TarBuilder().File("db", "x").File("noise", new byte[1 << 20]);
        for (var i = 0; i < 100; i++)
        {
            many.Symlink($"link{i}", "somewhere");
        }

        foreach (var limits in new[]
        {
            ScanLimits.Default with { MaxEntries = 50 },
            ScanLimits.Default with { MaxLayerBytes = 600_000 },
            ScanLimits.Default with { MaxLinkNameBytes = 500 },
        })
        {
            var view = await new MemoryImage().Layer(many).ScanAsync(limits, Db);

            Assert.Equal(ArtifactCodes.LimitReached, Assert.Single(view.Diagnostics).Code);
            Assert.Single(view.Files);
        }
    }

    [Fact]
    public async Task A_file_over_the_limit_is_reported_and_the_rest_read()
    {
        var tar = new TarBuilder().Pax(("GNU.sparse.size", "42949672960"), ("GNU.sparse.map", "")).File("a/db", "").File("b/db", "x");

        var view = await new MemoryImage().Layer(tar).ScanAsync(Db);

        Assert.Equal("b/db", Assert.Single(view.Files).Path);
        Assert.Equal(ArtifactCodes.FileUnreadable, Assert.Single(view.Diagnostics).Code);
    }

    [Fact]
    public async Task Entries_that_climb_out_are_refused_and_the_rest_read()
    {
        var view = await new MemoryImage().Layer(new TarBuilder().File("../db", "evil").File("a/.wh...", "").File("b/db", "x")).ScanAsync(Db);

        Assert.Equal("b/db", Assert.Single(view.Files).Path);
        Assert.Equal([ArtifactCodes.EntryRefused, ArtifactCodes.EntryRefused], view.Diagnostics.Select(d => d.Code));
    }

    [Fact]
    public async Task A_layer_that_is_not_there_is_reported()
    {
        var view = await new MemoryImage().Layer(Tar).Layer(new TarBuilder().File("other")).Forget(1).ScanAsync(Db);

        Assert.Single(view.Files);
        Assert.Equal(ArtifactCodes.LayerMissing, Assert.Single(view.Diagnostics).Code);
        Assert.Equal(2, view.Layers.Count);
    }

    [Fact]
    public async Task A_layer_that_occurs_twice_is_read_once()
    {
        var image = new MemoryImage().Layer(Tar).Layer(Tar);

        var view = await image.ScanAsync(Db);

        Assert.Equal(1, image.Openings);
        Assert.Equal(2, view.Layers.Count);
    }

    [Fact]
    public async Task Problems_of_a_file_that_does_not_show_are_not_reported()
    {
        var view = await new MemoryImage()
            .Layer(new TarBuilder().File("db", new byte[2 << 20]))
            .Layer(new TarBuilder().File("db", "x"))
            .ScanAsync(Db);

        Assert.Empty(view.Diagnostics);
    }

    [Fact]
    public async Task A_scan_can_be_cancelled()
    {
        using var stop = new CancellationTokenSource();
        await stop.CancelAsync();
        var image = new MemoryImage().Layer(Tar);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new ArtifactScanner([Db], ScanLimits.Default).ScanAsync(
            new Vigil.Scanning.Artifacts.Images.ImageSource("image", image, new Vigil.Scanning.Artifacts.Images.ImageDescription("", "", image.Layers, [])),
            progress: null,
            stop.Token));
    }

    private static byte[] Gzip(byte[] bytes)
    {
        using var blob = new MemoryStream();
        using (var gzip = new GZipStream(blob, CompressionLevel.Fastest))
        {
            gzip.Write(bytes);
        }

        return blob.ToArray();
    }

    private static byte[] Zstandard(byte[] bytes)
    {
        using var compressor = new ZstdSharp.Compressor();
        return compressor.Wrap(bytes).ToArray();
    }
}
