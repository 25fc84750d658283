using static Vigil.Tests.Matching.Judgement;

namespace Vigil.Tests.Ecosystems.OracleLinux;

public sealed class OracleLinuxMatchRuleTests
{
    [Theory]
    [InlineData("2.17-156.el7", "2:2.17-157.ksplice1.el7_3.4", null)]
    [InlineData("2:2.17-156.ksplice1.el7", "2:2.17-157.ksplice1.el7_3.4", "2:2.17-157.ksplice1.el7_3.4")]
    [InlineData("2:2.17-156.ksplice2.el7", "2:2.17-157.ksplice1.el7_3.4", "2:2.17-157.ksplice1.el7_3.4")]
    [InlineData("2.17-156.ksplice1.el7", "2.17-157.el7", null)]
    [InlineData("3.6-3.el8", "10:3.6-4.el8_fips", null)]
    [InlineData("10:3.6-3.el8_fips", "10:3.6-4.el8_fips", "10:3.6-4.el8_fips")]
    public void Flavours_do_not_speak_of_each_other(string version, string advised, string? fix)
    {
        Assert.Equal(fix, FixOf(
            Package("Oracle Linux", "7", "glibc", version),
            Erratum("ELSA-2024-1", "CVE-2024-0001", Binary("Oracle Linux", "7", "glibc", advised))));
    }
}
