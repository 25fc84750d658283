using FsCheck.Xunit;
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
            Assert.Equal(advisory with { Affected = [] }, PackedAdvisory.Read(packed.Written, withPackages: false));
        }
    }
}
