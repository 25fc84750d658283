using System.Text;
using FsCheck.Xunit;
using Vigil.Scanning.Artifacts.Zip;
using Vigil.Scanning.Extraction;
using Vigil.Tests.Support;

namespace Vigil.Tests.Artifacts.Zip;

public sealed class ZipReaderTests
{
    public static TheoryData<bool, bool, bool> Forms => new MatrixTheoryData<bool, bool, bool>([true, false], [true, false], [true, false]);

    [Theory]
    [MemberData(nameof(Forms))]
    public void Entries_are_read_from_either_end(bool isForward, bool sizesFollow, bool isLarge)
    {
        var zip = new ZipBuilder { SizesFollow = sizesFollow, IsLarge = isLarge }
            .Add("a", "first").Add("b/", "", isStored: true).Add("b/c", new string('x', 100_000)).Add("d", "PK\u0007\u0008 stored", isStored: true).Build();

        Assert.Equal(["a:first", "b/:", $"b/c:{new string('x', 100_000)}", "d:PK\u0007\u0008 stored"], Read(zip, isForward));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Entries_that_nobody_opens_are_passed(bool isForward)
    {
        var zip = new ZipBuilder { SizesFollow = true }.Add("a", new string('x', 300_000)).Add("b", "second").Build();

        Assert.Equal(["a", "b:second"], Read(zip, isForward, open: name => name == "b"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Script_before_the_first_entry_is_passed(bool isForward) =>
        Assert.Equal(["a:text"], Read(new ZipBuilder().Prefix("#!/bin/sh\nexec java -jar \"$0\"\n").Add("a", "text").Build(), isForward));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Cut_archive_is_damaged(bool isForward)
    {
        var zip = new ZipBuilder().Add("a", "text").Add("b", "text").Build();
        for (var length = 0; length < zip.Length; length++)
        {
            Assert.Throws<InvalidDataException>(() => Read(zip[..length], isForward));
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Encrypted_entry_is_not_opened(bool isForward)
    {
        var zip = new ZipBuilder().Add("a", "secret", isStored: true, isEncrypted: true).Build();

        Assert.Contains("encrypted", Assert.Throws<InvalidDataException>(() => Read(zip, isForward)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Archive_that_unpacks_to_too_much_is_a_bomb()
    {
        var zip = new ZipBuilder().Add("a", new byte[1 << 20]).Add("b", new byte[1 << 20]).Build();
        var limits = ScanLimits.Default with { RatioGraceBytes = 1_500_000 };

        Assert.Throws<ScanLimitException>(() => Read(zip, isForward: true, budget: new UnpackingBudget(limits, 100)));
    }

    [Fact]
    public void Archive_of_endless_entries_is_a_bomb()
    {
        var zip = new ZipBuilder().Add("a", "").Add("b", "").Add("c", "").Build();

        Assert.Throws<ScanLimitException>(() => Read(zip, isForward: false, budget: new UnpackingBudget(ScanLimits.Default with { MaxEntries = 2 }, 100)));
    }

    [Property]
    public bool Both_ways_give_the_same(byte[][] contents, bool sizesFollow, bool isLarge)
    {
        var builder = new ZipBuilder { SizesFollow = sizesFollow, IsLarge = isLarge };
        for (var i = 0; i < contents.Length; i++)
        {
            builder.Add($"entry{i}", contents[i] ?? [], i % 3 == 0 ? ZipFormat.Stored : ZipFormat.Deflated);
        }

        var zip = builder.Build();
        return contents.Length == 0 || (Read(zip, isForward: true).SequenceEqual(Read(zip, isForward: false)) && Read(zip, isForward: true).Count == contents.Length);
    }

    private static List<string> Read(byte[] zip, bool isForward, Func<string, bool>? open = null, UnpackingBudget? budget = null)
    {
        budget ??= new UnpackingBudget(ScanLimits.Default, zip.Length);
        using ZipReader reader = isForward ? new ZipForwardReader(new MemoryStream(zip), budget) : new ZipDirectoryReader(new MemoryFile(zip), budget);
        var entries = new List<string>();
        while (reader.MoveNext())
        {
            var name = Encoding.UTF8.GetString(reader.Name);
            entries.Add(open?.Invoke(name) ?? true ? $"{name}:{Encoding.Latin1.GetString(reader.ReadContent(1 << 20))}" : name);
        }

        return entries;
    }
}
