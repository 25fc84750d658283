using FsCheck.Xunit;
using Vigil.Advisories.Compilation;
using Vigil.Advisories.Compilation.Ledger;
using Vigil.Advisories.Store;
using Vigil.Domain.Advisories;

namespace Vigil.Tests.Advisories.Compilation;

public sealed class GenerationUpdateTests
{
    [Property(Arbitrary = [typeof(RandomAdvisories)], MaxTest = 300)]
    public void An_update_gives_the_bytes_of_a_full_compilation(Advisory[] common, Advisory[] gone, Advisory[] come)
    {
        (common, gone, come) = (Spread(common), Spread(gone), Spread(come));
        Advisory[] before = [.. common, .. gone.Take(3)];
        Advisory[] after = [.. common, .. come.Take(3)];

        Assert.Equal(Compile(after), Update(before, after, [.. gone.Take(3), .. come.Take(3)]));
    }

    [Property(Arbitrary = [typeof(RandomAdvisories)], MaxTest = 300)]
    public void Updates_one_after_the_other_give_the_bytes_of_a_full_compilation(Advisory[] advisories, int seed)
    {
        var random = new Random(seed);
        var before = Spread(advisories);
        for (var step = 0; step < 3 && before.Length > 0; step++)
        {
            var place = random.Next(before.Length);
            var after = before.ToArray();
            after[place] = before[random.Next(before.Length)] with { Id = before[place].Id, Source = before[place].Source };
            Assert.Equal(Compile(after), Update(before, after, [before[place], after[place]]));
            before = after;
        }
    }

    // names of several families that never meet, so that most of a set has nothing to do with a change, though packages are shared
    private static Advisory[] Spread(Advisory[] advisories)
    {
        return [.. advisories.Select((record, index) => record with
        {
            Id = InFamily(record.Id, index),
            Aliases = [.. record.Aliases.Select(name => InFamily(name, index))],
            Vulnerabilities = [.. record.Vulnerabilities.Select(name => InFamily(name, index))],
        })];

        static string InFamily(string name, int index) => $"{name}-{index % 7}";
    }

    private static byte[] Update(Advisory[] before, Advisory[] after, Advisory[] changed)
    {
        using var store = AdvisoryStore.Load(Compile(before));
        using var space = new SpillSpace(directory: null);
        using var compiler = GenerationUpdate.Compile(store, changed.Select(Keep), RecordsOf, space);
        foreach (var source in after.GroupBy(record => record.Source, StringComparer.Ordinal))
        {
            compiler.CountAdvisories(source.Key, source.Count(), source.Max(record => record.Modified));
        }

        return Write(compiler);

        KeptRecord[] RecordsOf(string id, string source) => [.. after.Where(record => record.Id == id && record.Source == source).Select(Keep)];

        static KeptRecord Keep(Advisory record)
        {
            var packed = new ByteWriter();
            PackedAdvisory.Write(record, packed);
            return new KeptRecord(packed.Written);
        }
    }

    private static byte[] Compile(Advisory[] advisories)
    {
        using var compiler = new GenerationCompiler();
        foreach (var advisory in advisories)
        {
            compiler.Add(advisory);
        }

        return Write(compiler);
    }

    private static byte[] Write(GenerationCompiler compiler)
    {
        using var stream = new MemoryStream();
        compiler.Write(stream);
        return stream.ToArray();
    }
}
