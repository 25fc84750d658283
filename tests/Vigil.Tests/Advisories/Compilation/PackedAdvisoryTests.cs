using FsCheck.Xunit;
using Vigil.Advisories.Compilation;
using Vigil.Advisories.Compilation.Ledger;
using Vigil.Advisories.Store;
using Vigil.Domain.Advisories;

namespace Vigil.Tests.Advisories.Compilation;

public sealed class PackedAdvisoryTests
{
    [Property(Arbitrary = [typeof(RandomAdvisories)])]
    public void A_record_comes_back_as_it_was_kept(Advisory[] advisories)
    {
        foreach (var advisory in advisories)
        {
            var packed = new ByteWriter();
            PackedAdvisory.Write(advisory, packed);

            Assert.Equal(advisory, PackedAdvisory.Read(packed.Written));
        }
    }

    [Property(Arbitrary = [typeof(RandomAdvisories)])]
    public void Names_and_keys_are_read_without_the_rest(Advisory[] advisories)
    {
        foreach (var advisory in advisories)
        {
            var (packed, ofFlaw) = (new ByteWriter(), new ByteWriter());
            PackedAdvisory.Write(advisory, packed);
            RecordCodec.Write(advisory, ofFlaw);

            using var store = GenerationCompiler.Compile([advisory]);
            var marks = new bool[store.KeyCount];
            var kept = new KeptRecord(packed.Written);
            kept.MarkKeys(store, marks);

            Assert.Equal(advisory with { Affected = [], Summary = "", Details = "", Severities = [], Cwes = [], References = [] }, kept.Names);
            Assert.Equal(advisory.Withdrawn is null && !advisory.Affected.IsEmpty, marks.Length > 0);
            Assert.DoesNotContain(false, marks);
            Assert.True(kept.OfFlaw.SequenceEqual(ofFlaw.Written));
            Assert.Equal(advisory, kept.Read());
        }
    }
}
