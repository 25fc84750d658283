using FsCheck.Xunit;
using Vigil.Advisories.Compilation;
using Vigil.Advisories.Distribution.Transcripts;
using Vigil.Advisories.Store;
using Vigil.Domain.Advisories;
using Vigil.Tests.Advisories.Compilation;

namespace Vigil.Tests.Advisories.Distribution.Transcripts;

[Properties(Arbitrary = [typeof(RandomAdvisories)])]
public sealed class TranscriptTests : IDisposable
{
    private readonly SpillSpace _space = new(directory: null);

    public void Dispose() => _space.Dispose();

    [Property(MaxTest = 150)]
    public void A_store_comes_back_byte_for_byte(Advisory[] advisories)
    {
        var store = Compile(advisories);

        Assert.Equal(store, Restore(TranscriptOf(store)));
    }

    [Property(MaxTest = 150)]
    public void A_delta_leads_from_one_store_to_the_other(Advisory[] before, Advisory[] added, int removed)
    {
        var (older, newer) = (Compile(before), Compile([.. before.Skip(Math.Abs(removed % 4)), .. added]));

        var after = new Transcript(_space);
        TranscriptDelta.Apply(TranscriptOf(older), Delta(older, newer), after);

        Assert.Equal(newer, Restore(after));
    }

    [Property(MaxTest = 300)]
    public void A_delta_that_was_changed_is_damaged_or_leads_elsewhere(Advisory[] before, Advisory[] after, int place, byte value)
    {
        var (older, newer) = (Compile(before), Compile(after));
        var delta = Delta(older, newer);
        var at = (int)((uint)place % delta.Length);
        value = value == delta[at] ? (byte)(value + 1) : value;
        delta[at] = value;

        var result = new Transcript(_space);
        try
        {
            TranscriptDelta.Apply(TranscriptOf(older), delta, result);
            Restore(result);
        }
        catch (StoreFormatException)
        {
            // the other outcome is a store with another content id, or by luck the right one
        }
    }

    [Fact]
    public void An_edit_costs_the_records_that_it_touches()
    {
        var advisories = Enumerable.Range(10, 2000).Select(Advisory).ToArray();
        var older = Compile(advisories);
        var newer = Compile([Advisory(5), .. advisories]);

        Assert.InRange(Delta(older, newer).Length, 1, 1000);
    }

    [Fact]
    public void A_delta_cannot_grow_without_bound()
    {
        var before = new Transcript(_space);
        before.Append(default);
        before.Append(before, 0, 1);
        for (var doubled = 2; doubled < 1 << 25; doubled *= 2)
        {
            before.Append(before, 0, doubled);
        }

        Assert.Throws<StoreFormatException>(() => before.Append(before, 0, 1));
    }

    private static Advisory Advisory(int number) => new()
    {
        Id = $"CVE-2024-{number:00000}",
        Source = "test",
        Details = new string('x', 100),
        Affected = [new AffectedPackage { Key = new AdvisoryKey("Debian", "12", $"package-{number % 50}"), Scheme = "deb", Ranges = [new VersionRange("", $"{number}.0")] }],
    };

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

    private Transcript TranscriptOf(byte[] store)
    {
        var transcript = new Transcript(_space);
        using var opened = AdvisoryStore.Load(store);
        Transcription.Write(opened, transcript);
        return transcript;
    }

    private byte[] Delta(byte[] before, byte[] after)
    {
        using var stream = new MemoryStream();
        TranscriptDelta.Write(TranscriptOf(before), TranscriptOf(after), stream);
        return stream.ToArray();
    }

    private byte[] Restore(Transcript transcript)
    {
        using var stream = new MemoryStream();
        Restoration.Write(transcript, _space, stream);
        return stream.ToArray();
    }
}
