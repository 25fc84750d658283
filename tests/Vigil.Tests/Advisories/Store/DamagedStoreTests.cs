using FsCheck.Xunit;
using Vigil.Advisories.Compilation;
using Vigil.Advisories.Store;
using Vigil.Domain.Advisories;
using Vigil.Tests.Advisories.Compilation;

namespace Vigil.Tests.Advisories.Store;

[Properties(Arbitrary = [typeof(RandomAdvisories)])]
public sealed class DamagedStoreTests
{
    [Property(MaxTest = 150)]
    public void Changed_bytes_are_an_exception_or_harmless_and_never_more(Advisory[] advisories, int seed)
    {
        var random = new Random(seed);
        var bytes = Compile(advisories);
        for (var changes = random.Next(1, 8); changes > 0; changes--)
        {
            bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
        }

        // most changes are in front of the checks of the content, so let some pass the one of the header
        if (random.Next(2) == 0)
        {
            StoreFile.Reseal(bytes);
        }

        ReadEverything(bytes, advisories);
    }

    [Property(MaxTest = 150)]
    public void Truncated_file_is_an_exception(Advisory[] advisories, int seed)
    {
        var bytes = Compile(advisories);

        Assert.Throws<StoreFormatException>(() => AdvisoryStore.Load(bytes.AsMemory(0, new Random(seed).Next(bytes.Length))));
    }

    [Property(MaxTest = 150)]
    public void Every_changed_bit_is_found_by_verification(Advisory[] advisories, int seed)
    {
        var bytes = Compile(advisories);
        var bit = new Random(seed).Next(bytes.Length * 8);
        bytes[bit / 8] ^= (byte)(1 << (bit % 8));

        Assert.Throws<StoreFormatException>(() => AdvisoryStore.Load(bytes).Verify());
    }

    [Fact]
    public void Other_file_is_said_to_be_none()
    {
        var fault = Assert.Throws<StoreFormatException>(() => AdvisoryStore.Load("PK\u0003\u0004"u8.ToArray().Concat(new byte[100]).ToArray()));

        Assert.Contains("not an advisory store", fault.Message, StringComparison.Ordinal);
    }

    private static byte[] Compile(Advisory[] advisories)
    {
        using var compiler = new GenerationCompiler();
        foreach (var advisory in advisories)
        {
            compiler.Add(advisory);
        }

        using var stream = new MemoryStream();
        compiler.Write(stream);
        return stream.ToArray();
    }

    private static void ReadEverything(byte[] bytes, Advisory[] advisories)
    {
        Attempt(() =>
        {
            AdvisoryStore.Load(bytes).Verify();
            return true;
        });
        Attempt(() =>
        {
            var store = AdvisoryStore.Load(bytes);
            Attempt(() => GenerationDiff.Compute(store, store));
            foreach (var key in advisories.SelectMany(advisory => advisory.Affected).Select(affected => affected.Key))
            {
                Attempt(() => StatedRows.Of(store, [key], isSound: false));
            }

            for (var i = 0; i < Math.Min(store.VulnerabilityCount, 100); i++)
            {
                Attempt(() => store.Vulnerability(i));
                Attempt(() => store.VulnerabilityText(i));
            }

            for (var i = 0; i < Math.Min(store.AdvisoryCount, 100); i++)
            {
                Attempt(() => store.Advisory(i));
                Attempt(() => store.FindAdvisories(store.Advisory(i).Id));
                Attempt(() => string.Concat(store.VulnerabilitiesOf(i).ToArray().Select(store.VulnerabilityId)));
            }

            return store;
        });
    }

    private static void Attempt<T>(Func<T> read)
    {
        try
        {
            _ = read();
        }
        catch (StoreFormatException)
        {
            // the one way in which damage shows
        }
    }
}
