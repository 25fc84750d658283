using FsCheck.Xunit;
using Vigil.Advisories.Compilation;
using Vigil.Advisories.Feeds;
using Vigil.Advisories.Store;
using Vigil.Domain.Advisories;

namespace Vigil.Tests.Advisories.Compilation;

[Properties(Arbitrary = [typeof(RandomAdvisories)])]
public sealed class GenerationPropertyTests
{
    [Property(MaxTest = 150)]
    public void Every_key_gives_back_what_the_records_state(Advisory[] advisories)
    {
        using var store = GenerationCompiler.Compile(advisories);

        var found = StatedRows.Of(store, Keys(advisories));

        Assert.Equivalent(StatedRows.Of(advisories), found, strict: true);
        Assert.Equal(found.Count, store.KeyCount);
        store.Verify();
    }

    [Property(MaxTest = 100)]
    public void Order_of_the_records_does_not_change_a_byte(Advisory[] advisories, int seed)
    {
        var shuffled = advisories.ToArray();
        new Random(seed).Shuffle(shuffled);

        Assert.Equal(Bytes(advisories), Bytes(shuffled));
    }

    [Property(MaxTest = 100)]
    public void Spilling_does_not_change_a_byte(Advisory[] advisories)
    {
        var directory = Directory.CreateTempSubdirectory("vigil-spill-");
        try
        {
            Assert.Equal(Bytes(advisories), Bytes(advisories, new SpillSpace(directory.FullName, bufferBytes: 64), runBytes: 256));
            Assert.Empty(directory.GetFiles());
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    [Property(MaxTest = 100)]
    public void Delta_names_exactly_the_keys_whose_rows_differ(Advisory[] before, Advisory[] added, int removed)
    {
        Advisory[] after = [.. before.Skip(Math.Abs(removed % 4)), .. added];
        using var older = GenerationCompiler.Compile(before);
        using var newer = GenerationCompiler.Compile(after);

        var delta = GenerationDiff.Compute(older, newer);

        AdvisoryKey[] keys = [.. Keys(before).Concat(Keys(after)).Select(key => key with { Name = key.Name.Replace('\0', '\uFFFD') }).Distinct()];
        var expected = keys.Where(key => Meaning(older, key) != Meaning(newer, key)).Select(key => key.ToString()).Order(StringComparer.Ordinal);
        Assert.Equal(expected, delta.Keys.Select(change => change.Key.ToString()).Order(StringComparer.Ordinal));
        Assert.All(delta.Keys, change => Assert.Equal(
            older.Find(change.Key).IsEmpty ? ChangeKind.Added : newer.Find(change.Key).IsEmpty ? ChangeKind.Removed : ChangeKind.Changed,
            change.Kind));
    }

    [Property(MaxTest = 100)]
    public void Equal_generations_have_no_delta(Advisory[] advisories)
    {
        using var left = GenerationCompiler.Compile(advisories);
        using var right = GenerationCompiler.Compile(advisories.Reverse());

        var delta = GenerationDiff.Compute(left, right);

        Assert.Empty(delta.Keys);
        Assert.Empty(delta.Advisories);
    }

    [Property(MaxTest = 100)]
    public void Names_are_in_one_flaw_exactly_when_aliases_join_them(Advisory[] advisories)
    {
        using var store = GenerationCompiler.Compile(advisories);

        // the slow way: spread the least label along every alias until nothing changes
        var label = advisories.SelectMany(advisory => advisory.Aliases.Concat(advisory.Vulnerabilities).Append(advisory.Id))
            .Distinct(StringComparer.Ordinal).ToDictionary(name => name, name => name, StringComparer.Ordinal);
        for (var changed = true; changed;)
        {
            changed = false;
            foreach (var advisory in advisories.Where(advisory => advisory.Vulnerabilities.IsEmpty))
            {
                string[] names = [advisory.Id, .. advisory.Aliases];
                var least = names.Select(name => label[name]).Min(StringComparer.Ordinal)!; // there is at least the id
                foreach (var name in names.Where(name => label[name] != least))
                {
                    label[name] = least;
                    changed = true;
                }
            }
        }

        var flaws = advisories.SelectMany(advisory => advisory.Vulnerabilities.IsEmpty ? [advisory.Id] : advisory.Vulnerabilities)
            .Select(name => label[name]).ToHashSet(StringComparer.Ordinal);
        Assert.Equal(flaws.Count, store.VulnerabilityCount);
        foreach (var (name, group) in label)
        {
            var index = store.FindVulnerability(name);
            Assert.Equal(flaws.Contains(group), index >= 0);
            if (index >= 0)
            {
                var members = store.Vulnerability(index).Names.Select(member => member.Id);
                Assert.Equal(
                    label.Where(other => other.Value == group).Select(other => other.Key).Order(StringComparer.Ordinal),
                    members.Order(StringComparer.Ordinal));
            }
        }
    }

    // all that a verdict can depend on
    private static string Meaning(AdvisoryStore store, AdvisoryKey key)
    {
        var lines = new List<string>();
        foreach (var row in store.Find(key))
        {
            lines.Add(store.Advisory(row.AdvisoryIndex).Id + ":" + string.Join(',', store.VulnerabilitiesOf(row.AdvisoryIndex).ToArray().Select(store.VulnerabilityId)));
        }

        return string.Join('\n', StatedRows.Of(store, [key]).Values.SelectMany(rows => rows).Concat(lines.Distinct(StringComparer.Ordinal)));
    }

    private static IEnumerable<AdvisoryKey> Keys(Advisory[] advisories) =>
        advisories.SelectMany(advisory => advisory.Affected).Select(affected => affected.Key);

    private static byte[] Bytes(Advisory[] advisories, SpillSpace? space = null, int runBytes = 1 << 20)
    {
        using var compiler = new GenerationCompiler(space ?? new SpillSpace(directory: null), runBytes);
        foreach (var advisory in advisories)
        {
            compiler.Add(advisory);
        }

        compiler.AddSource(new SourceReport { Source = "redhat", Accepted = 4, Rejected = 3 }, "sha256:00");
        using var stream = new MemoryStream();
        compiler.Write(stream);
        return stream.ToArray();
    }
}
