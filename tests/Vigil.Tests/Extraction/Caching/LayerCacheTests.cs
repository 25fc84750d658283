using System.Collections.Immutable;
using System.Reflection;
using Vigil.Domain;
using Vigil.Domain.Packages;
using Vigil.Domain.Purl;
using Vigil.Scanning.Artifacts.Images;
using Vigil.Scanning.Ecosystems;
using Vigil.Scanning.Ecosystems.Joining;
using Vigil.Scanning.Ecosystems.Ownership;
using Vigil.Scanning.Extraction;
using Vigil.Scanning.Extraction.Caching;
using Vigil.Tests.Support;

namespace Vigil.Tests.Extraction.Caching;

public sealed class LayerCacheTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("vigil-layers-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public async Task Second_scan_reads_no_layer_and_finds_the_same()
    {
        var cache = Cache();
        var image = Image();

        var first = await ScanAsync(image, cache);
        var opened = image.Openings;
        var second = await ScanAsync(image, cache);

        Assert.Equal(InventoryEncoder.Encode(first), InventoryEncoder.Encode(second));
        Assert.NotEmpty(second.Packages);
        Assert.Equal(opened, image.Openings);
    }

    [Fact]
    public async Task What_was_damaged_on_disk_is_read_again()
    {
        var cache = Cache();
        var image = Image();
        var first = await ScanAsync(image, cache);
        foreach (var file in Directory.GetFiles(_directory))
        {
            var bytes = await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken);
            bytes[^1] ^= 1;
            await File.WriteAllBytesAsync(file, bytes, TestContext.Current.CancellationToken);
        }

        var opened = image.Openings;
        Assert.Equal(InventoryEncoder.Encode(first), InventoryEncoder.Encode(await ScanAsync(image, cache)));

        Assert.Equal(opened * 2, image.Openings);
    }

    [Fact]
    public async Task Blob_that_only_claims_to_hold_a_known_layer_is_read()
    {
        var cache = Cache();
        await ScanAsync(Image(), cache);
        var known = new TarBuilder().File("etc/os-release", "ID=debian\nVERSION_ID=\"12\"\n").Build();
        var other = new TarBuilder().File("etc/os-release", "ID=alpine\nVERSION_ID=3.20\n").Build();
        var liar = new MemoryImage().Layer(other, diffId: MemoryImage.Digest(known));

        var inventory = await ScanAsync(liar, cache);

        Assert.Equal(1, liar.Openings);
        Assert.True(inventory.IsPartial);
    }

    [Fact]
    public async Task What_was_used_longest_ago_makes_room()
    {
        var cache = new LayerCache(_directory, 4_000, TimeProvider.System);

        for (var number = 0; number < 40; number++)
        {
            await ScanAsync(new MemoryImage().Layer(new TarBuilder().File("etc/os-release", $"ID=debian\nVERSION_ID=\"{number}\"\n")), cache);
        }

        Assert.InRange(Directory.GetFiles(_directory).Sum(file => new FileInfo(file).Length), 1, 4_000);
    }

    [Fact]
    public void Every_member_of_a_package_comes_back()
    {
        var fact = new PackageFact { Kind = "k", Name = "n", Version = "v" };
        foreach (var member in typeof(PackageFact).GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(member => member.CanWrite))
        {
            member.SetValue(fact, member.PropertyType == typeof(string) ? member.Name
                : member.PropertyType == typeof(bool) ? true
                : member.PropertyType == typeof(Dependency) ? new Dependency { Relation = DependencyRelation.Direct, Scope = (DependencyScope)1, Groups = ["dev"], Path = ["a@1", "b@2"] }
                : member.PropertyType == typeof(EquatableArray<PurlQualifier>) ? (EquatableArray<PurlQualifier>)[new PurlQualifier("uuid", "1")]
                : throw new NotSupportedException($"{member.Name} is new: say how it is kept."));
        }

        Assert.Equal(fact, Again(fact));
        var owned = Assert.IsType<OwnedFiles>(Again(new OwnedFiles("bash", [1, ulong.MaxValue])));
        Assert.Equal<ulong>([1, ulong.MaxValue], owned.Paths);
    }

    private static FileFact Again(FileFact fact)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        Assert.True(FactCodec.TryWrite(writer, fact));
        stream.Position = 0;
        using var reader = new BinaryReader(stream);
        return FactCodec.Read(reader);
    }

    private LayerCache Cache() => new(_directory, 1 << 20, TimeProvider.System);

    private static MemoryImage Image() => new MemoryImage()
        .Layer(new TarBuilder()
            .File("etc/os-release", "ID=debian\nVERSION_ID=\"12\"\n")
            .Symlink("lib", "usr/lib")
            .File("var/lib/dpkg/info/bash.list", "/.\n/bin/bash\n")
            .File("var/lib/dpkg/status", "Package: bash\nStatus: install ok installed\nArchitecture: amd64\nVersion: 5.2\n\n"))
        .Layer(new TarBuilder().Whiteout("var/lib/dpkg/info/bash.list").File("srv/package-lock.json", """{"lockfileVersion":3,"packages":{"node_modules/lodash":{"version":"4.17.20"}}}"""));

    private static async Task<Inventory> ScanAsync(MemoryImage image, LayerCache cache) => InventoryBuilder.Build(
        await new ArtifactScanner(EcosystemCatalog.Extractors, ScanLimits.Default).ScanAsync(
            new ImageSource("image", image, new ImageDescription("", "amd64", image.Layers, [])) { Cache = cache }, progress: null, TestContext.Current.CancellationToken));
}
