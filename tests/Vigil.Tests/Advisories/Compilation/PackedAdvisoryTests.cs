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
            var (packed, ofFlaw, keys) = (new ByteWriter(), new ByteWriter(), new List<AdvisoryKey>());
            PackedAdvisory.Write(advisory, packed);
            RecordCodec.Write(advisory, ofFlaw);

            var kept = new KeptRecord(packed.Written);
            kept.AddKeys(keys);

            Assert.Equal(advisory with { Affected = [], Summary = "", Details = "", Severities = [], Cwes = [], References = [] }, kept.Names);
            Assert.Equal(advisory.Affected.Select(affected => affected.Key), keys);
            Assert.True(kept.OfFlaw.SequenceEqual(ofFlaw.Written));
            Assert.Equal(advisory, kept.Read());
        }
    }
}
